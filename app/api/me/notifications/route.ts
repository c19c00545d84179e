import { nextRoute } from '#lib/http/next-route.ts'
import { apiRoutes } from '#lib/http/routes.ts'

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = nextRoute(apiRoutes.myNotifications)
export const { POST } = nextRoute(apiRoutes.setMyNotifications)
