/** The least that a configuration has to say. Tests add lines to it, or replace some. */
export const minimalYaml = `applications:
  - id: shop
    name: Shop
    defaults:
      aws: { region: eu-west-1 }
      backend: { cluster: shop, container: api, repository: shop }
    environments:
      - id: production
        protected: true
        backend: { service: shop-production, url: 'https://api.shop.example/' }
        frontend: { bucket: shop-production-site, distributionId: E1, url: 'https://shop.example' }
      - id: staging
        backend: { service: shop-staging, url: 'https://api.staging.example' }
        frontend: { bucket: shop-staging-site, distributionId: E2, url: 'https://staging.example' }
`
