// The quickest thing that can answer the generator: no HTTP server, the same bytes for everything that arrives. What the
// generator reaches against it is the generator's own ceiling.
import { createServer } from 'node:net'

const body = `{"claim":"${'x'.repeat(210)}"}`
const answer = Buffer.from(
  `HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
)

createServer({ noDelay: true }, (socket) => {
  socket.on('data', () => socket.write(answer))
  socket.on('error', () => socket.destroy())
}).listen(Number(process.env.PORT), '127.0.0.1')
