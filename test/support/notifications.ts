import { type ChildProcess, spawn } from 'node:child_process'

export interface SeenNotification {
  readonly title: string
  readonly body: string
}

export interface NotificationWatch {
  /** The next one that any program sends to the desktop. */
  next(): Promise<SeenNotification>
  close(): void
}

/** Strings of one Notify call on the bus: program, icon, title, body, then hints. */
const parse = (block: string): SeenNotification => {
  const call = block.slice(block.lastIndexOf('member=Notify'))
  const strings = [...call.matchAll(/^ {3}string "(.*)"$/gm)].map((match) => match[1] ?? '')
  return { title: strings[2] ?? '', body: strings[3] ?? '' }
}

/** Listens to what programs ask the desktop's notification server to show. */
export const watchNotifications = async (): Promise<NotificationWatch> => {
  const monitor: ChildProcess = spawn('dbus-monitor', [
    "interface='org.freedesktop.Notifications',member='Notify'",
  ])
  const seen: SeenNotification[] = []
  const waiting: ((notification: SeenNotification) => void)[] = []
  let text = ''
  monitor.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
    // A call is whole once its last argument, the time-out, has been printed.
    for (let end = text.search(/^ {3}int32 -?\d+$/m); end >= 0; end = text.search(/^ {3}int32 -?\d+$/m)) {
      const stop = text.indexOf('\n', end) + 1 || text.length
      const notification = parse(text.slice(0, stop))
      text = text.slice(stop)
      const taker = waiting.shift()
      if (taker === undefined) seen.push(notification)
      else taker(notification)
    }
  })
  // The monitor prints its own connection first: from then on it hears everything.
  await new Promise<void>((resolve) => monitor.stdout?.once('data', () => resolve()))
  return {
    next: () =>
      new Promise((resolve) => {
        const first = seen.shift()
        if (first === undefined) waiting.push(resolve)
        else resolve(first)
      }),
    close: () => monitor.kill(),
  }
}
