/** The account and region of an ECR registry, as its host says them. */
export type RegistryHost = { readonly registryId: string; readonly region: string }

/**
 * Reads the host of a private ECR registry; null for any other registry. With `dkr-ecr` and `on.aws` it is reached over
 * IPv6 as well, with `-fips` by its FIPS endpoint.
 * https://docs.aws.amazon.com/general/latest/gr/ecr.html, https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html
 */
export function parseRegistryHost(host: string): RegistryHost | null {
  const parts =
    /^(\d{12})\.dkr(?:\.ecr|-ecr)(?:-fips)?\.([a-z]{2}(?:-[a-z]+)+-\d)\.(?:amazonaws\.com(?:\.cn)?|on\.aws|on\.amazonwebservices\.com\.cn|[a-z0-9.-]+\.(?:gov|eu|uk))$/.exec(
      host.toLowerCase(),
    )
  const [, registryId, region] = parts ?? []
  return registryId === undefined || region === undefined ? null : { registryId, region }
}
