/** A server that nobody may reach: it notes whoever tries, down to a bare connection. */
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Canary = {
  /** `http://localhost:port`: another site than the app's, and reachable. */
  origin: string
  /** Connections made, with or without a request on them. */
  connections: number
  requests: { path: string; headers: IncomingHttpHeaders }[]
}

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" onload="top.reached=1"><script>top.reached=1</script></svg>'

/** Lends a canary that answers everything with a hostile SVG. */
export async function withCanary(work: (canary: Canary) => Promise<void>): Promise<void> {
  const canary: Canary = { origin: '', connections: 0, requests: [] }
  const server = createServer(({ url = '', headers }, response) => {
    canary.requests.push({ path: url, headers })
    response.writeHead(200, { 'Content-Type': 'image/svg+xml', 'Set-Cookie': 'canary=1' }).end(SVG)
  })
  server.on('connection', () => {
    canary.connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  canary.origin = `http://localhost:${(server.address() as AddressInfo).port}`
  try {
    await work(canary)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}
