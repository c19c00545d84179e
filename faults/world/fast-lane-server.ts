// One server process for the fault tests: the fast lane as server.ts mounts it, with the same shutdown, without Next
// behind it, because Next takes seconds to start and none of the promises is kept by it. Scenarios that need the whole
// of server.ts start server.ts.
import { createServer } from 'node:http'
import { getEnv } from '#lib/env.ts'
import { refuseBrokenRequest } from '#lib/http/broken-request.ts'
import { createFastLane } from '#lib/http/fast-lane.ts'
import { listen } from '#lib/http/listen.ts'
import { writeAnswer } from '#lib/http/node-call.ts'
import { problem } from '#lib/http/problems.ts'
import { onShutdown } from '#lib/http/shutdown.ts'
import { sampleDatabaseClock } from '#lib/time/database-clock.ts'

const env = getEnv()
const fastLane = createFastLane()
const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
  if (!fastLane(request, response)) writeAnswer(response, problem('unknown_path'))
})
server.on('clientError', refuseBrokenRequest)
onShutdown(server, async () => undefined)
await sampleDatabaseClock()
await listen(server, env.port, '127.0.0.1')
