import { nextRoute } from '#lib/http/next-route.ts'
import { apiRoutes } from '#lib/http/routes.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = nextRoute(apiRoutes.events)
