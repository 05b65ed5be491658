/** The HTTP API as a browser speaks it, one session. */
export class ApiClient {
  private cookie = ''
  private readonly base: string

  constructor(base: string) {
    this.base = base
  }

  /** Asks, and reads the answer to its end. Throws for anything but success. */
  async call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const response = await fetch(this.base + path, {
      method,
      headers: { cookie: this.cookie, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    const [cookie] = response.headers.getSetCookie()
    if (cookie) this.cookie = cookie.split(';')[0] ?? ''
    return JSON.parse(text || 'null') as T
  }

  /** Reads bytes to their end and keeps none of them. @returns how many there were */
  async drain(path: string): Promise<number> {
    const response = await fetch(this.base + path, { headers: { cookie: this.cookie } })
    if (!response.ok || !response.body) throw new Error(`GET ${path}: ${response.status}`)
    let bytes = 0
    for await (const piece of response.body) bytes += piece.byteLength
    return bytes
  }

  signIn(username: string, password: string): Promise<unknown> {
    return this.call('POST', '/api/session', { username, password })
  }

  /** Listens to server-sent events. `next` waits for one whose text fits. */
  async events(path: string): Promise<{ next: (wanted: RegExp) => Promise<void>; close: () => void }> {
    const ended = new AbortController()
    const response = await fetch(this.base + path, { headers: { cookie: this.cookie }, signal: ended.signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let said = ''
    const next = async (wanted: RegExp) => {
      while (!wanted.test(said)) {
        const piece = await reader?.read()
        if (!piece || piece.done) throw new Error('the stream ended')
        said += piece.value
      }
      said = ''
    }
    return { next, close: () => ended.abort() }
  }
}
