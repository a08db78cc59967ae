import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface SeenNotification {
  readonly title: string
  readonly body: string
}

export interface NotificationWatch {
  /** The next one that any program sends to the desktop. */
  next(): Promise<SeenNotification>
  /** How many there were since the watch began. */
  readonly heard: number
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
  let heard = 0
  monitor.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
    // A call is whole once its last argument, the time-out, has been printed.
    for (let end = text.search(/^ {3}int32 -?\d+$/m); end >= 0; end = text.search(/^ {3}int32 -?\d+$/m)) {
      const stop = text.indexOf('\n', end) + 1 || text.length
      const notification = parse(text.slice(0, stop))
      text = text.slice(stop)
      heard += 1
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
    get heard() {
      return heard
    },
    close: () => monitor.kill(),
  }
}

/**
 * Does what a click on a notification that is shown does, as the desktop's own server tells it.
 * @param position on the desktop, the newest of the most urgent is 0
 */
export const clickNotification = async (position: number): Promise<void> => {
  const server = ['--session', '--print-reply', '--dest=org.freedesktop.Notifications']
  const act = [
    '/org/freedesktop/Notifications',
    'org.dunstproject.cmd0.NotificationAction',
    `uint32:${position}`,
  ]
  const call = spawn('dbus-send', [...server, ...act], { stdio: 'ignore' })
  const [code] = await once(call, 'exit')
  if (code !== 0) throw new Error('no notification could be clicked')
}

export const clickNewestNotification = (): Promise<void> => clickNotification(0)
