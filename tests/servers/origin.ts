/** A stranger's web server, and this server's way to it. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ImagePaths } from '#lib/api/messages.ts'
import type { Api } from './postern.ts'

/** Where consent is given; any message will do. */
export const IMAGES = '/api/messages/SU5CT1g.1700000000.1/images'

/** Lends a web server on loopback (127.0.0.0/8) for as long as `work` runs. */
export async function withOrigin(
  answer: RequestListener,
  work: (origin: string, seen: IncomingMessage[]) => Promise<void>,
  host = '127.0.0.1',
): Promise<void> {
  const seen: IncomingMessage[] = []
  const server = createServer((request, response) => {
    seen.push(request)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  try {
    await work(`http://${host}:${(server.address() as AddressInfo).port}`, seen)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

/** The path of a remote image through the proxy, for this session. */
export async function imagePath(api: Api, url: string): Promise<string> {
  const { body } = await api.post<ImagePaths>(IMAGES, { urls: [url] })
  return body.proxied[url] ?? ''
}

/** A remote image as this session gets it. */
export async function loadImage(api: Api, url: string): Promise<Response> {
  return await api.raw(await imagePath(api, url))
}
