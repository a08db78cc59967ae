import { expect, test } from 'vitest'
import { price, quantity } from '../../../src-main/domain/money/decimal.ts'
import { openTestStore } from '../../support/store/open-test-store.ts'
import { addAccountAndBot, drivers, sampleOrder } from '../../support/store/samples.ts'

test.each(drivers)(
  'what was asked of a stop is there until it is removed, once for each order, with %s',
  (driver) => {
    const opened = openTestStore(driver)
    const { store } = opened
    addAccountAndBot(store)
    const change = (clientOrderId: string, askedAt: number) => ({
      ...{ clientOrderId, askedAt },
      ...{ triggerPrice: price('49000.10'), quantity: quantity('0.25') },
    })
    for (const clientOrderId of ['later', 'sooner']) store.orders.insert({ ...sampleOrder, clientOrderId })
    store.stopChanges.insert(change('later', 20))
    store.stopChanges.insert(change('sooner', 10))
    expect(store.stopChanges.all()).toEqual([change('sooner', 10), change('later', 20)])
    expect(() => store.stopChanges.insert(change('later', 30))).toThrow(/UNIQUE/)
    store.stopChanges.remove('sooner')
    store.stopChanges.remove('none')
    expect(store.stopChanges.all()).toEqual([change('later', 20)])
    opened.close()
  },
)
