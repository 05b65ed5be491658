/** The pictures that the demo's newsletters point at, from a web server of their own: "remote", one port away. */
import { createServer } from 'node:http'
import { landscape } from './mailbox/pictures.ts'

/** Serves `/<number>.png`. @returns the base URL, and `stop`. */
export function startPictureServer(): Promise<{ base: string; stop: () => void }> {
  const drawn = new Map<number, Buffer>()
  const server = createServer((request, response) => {
    const seed = Number(/(\d+)\.png$/.exec(request.url ?? '')?.[1] ?? Number.NaN)
    if (Number.isNaN(seed)) return void response.writeHead(404).end()
    const picture = drawn.get(seed) ?? landscape(seed)
    drawn.set(seed, picture)
    response.writeHead(200, { 'Content-Type': 'image/png', 'Content-Length': picture.length }).end(picture)
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (!address || typeof address === 'string') return reject(new Error('no port'))
      const stop = () => {
        server.close()
        server.closeAllConnections()
      }
      resolve({ base: `http://127.0.0.1:${address.port}`, stop })
    })
  })
}
