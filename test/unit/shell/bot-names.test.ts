import { beforeEach, describe, expect, test } from 'vitest'
import type { Engine } from '../../../src-main/engine/engine.ts'
import { BotNames } from '../../../src-main/shell/ipc/bot-names.ts'

describe('names of bots', () => {
  const living = new Map<string, string>()
  const removed = new Map<string, string>()
  let readings: number
  let names: BotNames
  beforeEach(() => {
    living.clear()
    removed.clear()
    readings = 0
    const get = (id: string) => {
      const name = living.get(id)
      return name === undefined ? undefined : { bot: { settings: { name } } }
    }
    names = new BotNames({ get } as unknown as Engine['roster'], {
      names: () => {
        readings += 1
        return removed
      },
    })
  })

  test('follow a bot that is renamed, without reading what was deleted', () => {
    living.set('b1', 'One')
    expect(names.of('b1')).toBe('One')
    living.set('b1', 'Uno')
    expect(names.of('b1')).toBe('Uno')
    expect(readings).toBe(0)
  })

  test('of deleted bots are read once for all of them', () => {
    for (let index = 0; index < 100; index += 1) removed.set(`b${index}`, `Bot ${index}`)
    for (let row = 0; row < 500; row += 1) expect(names.of(`b${row % 100}`)).toBe(`Bot ${row % 100}`)
    expect(readings).toBe(1)
  })

  test('are found of a bot that is deleted later', () => {
    removed.set('b1', 'One')
    expect(names.of('b1')).toBe('One')
    living.set('b2', 'Two')
    expect(names.of('b2')).toBe('Two')
    living.delete('b2')
    removed.set('b2', 'Two')
    expect(names.of('b2')).toBe('Two')
  })

  test('that nobody has are their ids, and are not looked for twice', () => {
    expect([names.of('b9'), names.of('b9')]).toEqual(['b9', 'b9'])
    expect(readings).toBe(1)
  })
})
