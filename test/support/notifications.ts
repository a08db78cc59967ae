import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface SeenNotification {
  /** By which the desktop's server knows it. */
  readonly id: number
  readonly title: string
  readonly body: string
}

export interface NotificationWatch {
  /** The next one that any program sends to the desktop. */
  next(): Promise<SeenNotification>
  /** How many there were since the watch began. */
  readonly heard: number
  /** Does what a click on it does; whatever else is shown by now is taken away. */
  click(notification: SeenNotification): Promise<void>
  close(): void
}

const service = 'org.freedesktop.Notifications'
const path = '/org/freedesktop/Notifications'

/** Calls the desktop's notification server. */
const call = async (method: string, ...args: string[]): Promise<void> => {
  const sending = ['--session', '--print-reply', `--dest=${service}`, path, method, ...args]
  const [code] = await once(spawn('dbus-send', sending, { stdio: 'ignore' }), 'exit')
  if (code !== 0) throw new Error(`${method} ${args.join(' ')} was refused by the notification server`)
}

interface Told {
  readonly title: string
  readonly body: string
}

/**
 * Reads what dbus-monitor prints: calls of Notify, and the server's answers to them, which name the ids.
 * A message is a line without indent and its arguments below it; it is whole once its last argument is there.
 */
class NotifyReader {
  readonly #found: (notification: SeenNotification) => void
  readonly #asked = new Map<string, Told>()
  #lines: string[] = []
  #rest = ''

  constructor(found: (notification: SeenNotification) => void) {
    this.#found = found
  }

  read(chunk: string): void {
    const lines = `${this.#rest}${chunk}`.split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) {
      if (/^\S/.test(line)) this.#lines = []
      this.#lines.push(line)
      const [head = ''] = this.#lines
      if (head.includes('member=Notify') && /^ {3}int32 -?\d+$/.test(line)) this.#ask(head)
      if (head.startsWith('method return') && /^ {3}uint32 \d+$/.test(line)) this.#answer(head, line)
    }
  }

  /** Strings of a call: program, icon, title, body, then hints. */
  #ask(head: string): void {
    const strings = [...this.#lines.join('\n').matchAll(/^ {3}string "(.*)"$/gm)].map(
      (match) => match[1] ?? '',
    )
    const [, sender, serial] = /sender=(\S+).* serial=(\d+)/.exec(head) ?? []
    this.#asked.set(`${sender} ${serial}`, { title: strings[2] ?? '', body: strings[3] ?? '' })
  }

  #answer(head: string, line: string): void {
    const [, asker, serial] = /destination=(\S+).* reply_serial=(\d+)/.exec(head) ?? []
    const key = `${asker} ${serial}`
    const told = this.#asked.get(key)
    if (told === undefined) return
    this.#asked.delete(key)
    this.#found({ id: Number(line.trim().split(' ')[1]), ...told })
  }
}

/** Listens to what programs ask the desktop's notification server to show; nothing older is shown from then on. */
export const watchNotifications = async (): Promise<NotificationWatch> => {
  const shown: SeenNotification[] = []
  const seen: SeenNotification[] = []
  const waiting: ((notification: SeenNotification) => void)[] = []
  const reader = new NotifyReader((notification) => {
    shown.push(notification)
    const taker = waiting.shift()
    if (taker === undefined) seen.push(notification)
    else taker(notification)
  })
  await call('org.dunstproject.cmd0.NotificationCloseAll')
  const monitor: ChildProcess = spawn('dbus-monitor', [
    `interface='${service}',member='Notify'`,
    `type='method_return',sender='${service}'`,
  ])
  monitor.stdout?.setEncoding('utf8').on('data', (chunk: string) => reader.read(chunk))
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
      return shown.length
    },
    click: async ({ id }) => {
      for (const other of shown) {
        // The server answers the same for one that is closed already.
        if (other.id !== id) await call(`${service}.CloseNotification`, `uint32:${other.id}`)
      }
      await call('org.dunstproject.cmd0.NotificationAction', 'uint32:0')
    },
    close: () => monitor.kill(),
  }
}
