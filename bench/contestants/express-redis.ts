// Express with Redis: what most shops of this kind run on, with the same Lua script.
import express from 'express'
import { claim, connectRedis, shopperOf } from './redis-claims.ts'

const redis = connectRedis()
const app = express()
app.disable('x-powered-by')
app.set('etag', false)

app.post('/api/claims', express.json({ limit: '4kb' }), async (request, response) => {
  const shopperId = shopperOf(request.headers.authorization)
  if (!shopperId) return response.status(401).json({ code: 'unauthenticated' })
  const { itemId, quantity, requestId } = request.body
  if (
    typeof itemId !== 'string' ||
    typeof requestId !== 'string' ||
    !Number.isInteger(quantity) ||
    quantity < 1
  ) {
    return response.status(422).json({ code: 'invalid' })
  }
  const answer = await claim(redis, shopperId, { itemId, quantity, requestId })
  return response.status(answer.status).json(answer.body)
})

app.listen(Number(process.env.PORT), '127.0.0.1')
