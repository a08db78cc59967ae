type Parameters = Readonly<Record<string, unknown>>
export interface DevToolsMessage {
  readonly id?: number
  readonly method?: string
  readonly params?: Parameters
  readonly result?: Parameters
  readonly error?: { readonly message: string }
}

/** A line to Chromium's own debugging protocol: the lightest way to look into a window from the outside. */
export interface DevTools {
  send(method: string, params?: Parameters, sessionId?: string): Promise<Parameters>
  onEvent(listener: (message: DevToolsMessage) => void): void
  close(): void
}

/** @param url the WebSocket address that the browser prints at its start */
export const connectDevTools = async (url: string): Promise<DevTools> => {
  const socket = new WebSocket(url)
  const waiting = new Map<number, (message: DevToolsMessage) => void>()
  const listeners: ((message: DevToolsMessage) => void)[] = []
  let count = 0
  const endAll = () => {
    for (const answer of waiting.values()) answer({ error: { message: 'the app closed its debugging port' } })
    waiting.clear()
  }
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as DevToolsMessage
    if (message.id === undefined) for (const listener of listeners) listener(message)
    else waiting.get(message.id)?.(message)
  })
  socket.addEventListener('close', endAll)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', () => reject(new Error('the debugging port does not answer')))
  })
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        count += 1
        const id = count
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id)
          if (error === undefined) resolve(result ?? {})
          else reject(new Error(`${method}: ${error.message}`))
        })
        socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }))
      }),
    onEvent: (listener) => listeners.push(listener),
    close: () => socket.close(),
  }
}
