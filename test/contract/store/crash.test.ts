import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openDataFolder } from '../../../src-main/adapters/store/open-data-folder.ts'
import { text } from '../../../src-main/domain/money/decimal.ts'
import { newFolder } from '../../support/store/new-folder.ts'
import { drivers, sampleAccount } from '../../support/store/samples.ts'

const script = fileURLToPath(new URL('../../support/store/write-until-killed.ts', import.meta.url))

describe.each(drivers)('a process that is killed while it writes with %s', (driver) => {
  test('loses nothing that it was told is written, and leaves no part of a transaction', async () => {
    const folder = newFolder()
    let before = 0
    for (const writes of [1, 40, 333, 7, 1_200]) {
      const child = spawn(process.execPath, [script, folder.path, driver], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const ended = once(child, 'exit')
      let said = ''
      for await (const part of child.stdout) {
        said += part
        // The rest of what it says is read to its end: it may have written more before the blow fell.
        if (said.split('\n').length > writes) child.kill('SIGKILL')
      }
      await ended
      const lines = said.split('\n').slice(0, -1)
      const told = Number(lines.at(-1))
      expect(told).toBeGreaterThanOrEqual(before + writes)
      const opened = openDataFolder({ folder: folder.path, now: Date.now, driver })
      if (opened.kind !== 'ready') throw new Error(JSON.stringify(opened))
      const { store } = opened
      const count = store.orders.count()
      expect(count).toBeGreaterThanOrEqual(told)
      expect(store.fills.count()).toBe(count)
      expect(store.fills.ofAccount(sampleAccount.id)).toHaveLength(count)
      expect(store.orders.byId(`order-${count}`)).not.toBeNull()
      const balance = store.paper.balances(sampleAccount.id).get('BTC')
      expect(balance === undefined ? '' : text(balance.total)).toBe(String(count))
      opened.close()
      before = count
    }
    folder.remove()
  })
})
