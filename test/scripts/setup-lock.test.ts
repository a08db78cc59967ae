import { spawnSync } from 'node:child_process'
import { existsSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withSetupLock } from '../../scripts/setup/lock.mjs'
import { temporaryFolder } from './temporary-folder.ts'

const deadProcess = () => spawnSync(process.execPath, ['-e', '']).pid

describe('the set-up lock', () => {
  it('lets one in after the other, and tells the one who waits', async () => {
    const folder = temporaryFolder()
    const order: string[] = []
    const first = withSetupLock(folder, {}, async () => {
      order.push('first in')
      await expect.poll(() => order).toContain('second waits')
      order.push('first out')
    })
    await expect.poll(() => order).toContain('first in')
    const second = withSetupLock(folder, { onWait: () => order.push('second waits') }, async () => {
      order.push('second in')
    })
    await Promise.all([first, second])
    expect(order).toEqual(['first in', 'second waits', 'first out', 'second in'])
    expect(existsSync(join(folder, 'setup.lock'))).toBe(false)
  })

  it('is given back when the work fails', async () => {
    const folder = temporaryFolder()
    const failing = withSetupLock(folder, {}, () => Promise.reject(new Error('no network')))
    await expect(failing).rejects.toThrow('no network')
    expect(await withSetupLock(folder, {}, async () => 'in')).toBe('in')
  })

  it('is taken over from a process that died', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'setup.lock'), `${hostname()} ${deadProcess()}`)
    expect(await withSetupLock(folder, { patience: 0 }, async () => 'in')).toBe('in')
  })

  it('is taken over from another machine that gave no sign for a minute, and not before', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'setup.lock')
    writeFileSync(file, 'elsewhere 1')
    await expect(withSetupLock(folder, { patience: 0 }, async () => 'in')).rejects.toThrow('has not ended')
    const longAgo = new Date(Date.now() - 61_000)
    utimesSync(file, longAgo, longAgo)
    expect(await withSetupLock(folder, { patience: 0 }, async () => 'in')).toBe('in')
  })
})
