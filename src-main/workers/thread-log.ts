import type { ThreadLogLine } from '../adapters/threads/thread-messages.ts'
import type { Log } from '../engine/ports/log.ts'

/** A log whose lines go to main, which has the file. */
export const threadLog = (send: (line: ThreadLogLine) => void): Log => {
  const at =
    (level: ThreadLogLine['level']): Log['info'] =>
    (event, fields) =>
      send({ kind: 'log', level, event, fields: fields ?? {} })
  return { error: at('error'), warn: at('warn'), info: at('info') }
}
