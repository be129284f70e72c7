import type { SiteSettings } from '../../world/images/site.ts'

/** Invented settings of an environment; the API's address is added when its door is known. */
export function flaggedSettings(environmentId: string): SiteSettings {
  const title = `${environmentId.slice(0, 1).toUpperCase()}${environmentId.slice(1)}`
  return {
    VITE_ENVIRONMENT: environmentId,
    VITE_COGNITO_USER_POOL_ID: `eu-west-1_Lessons${title}`,
    VITE_COGNITO_CLIENT_ID: `lessons${environmentId}client`,
    VITE_REGION: 'eu-west-1',
  }
}
