import type { en } from '../en/en.ts'
import type { SameKeys } from '../message.ts'
import { ptAlerts } from './alerts.ts'
import { ptBots } from './bots.ts'
import { ptCodes } from './codes.ts'
import { ptData } from './data.ts'
import { ptExits } from './exits.ts'
import { ptFrame } from './frame.ts'
import { ptJournal } from './journal.ts'
import { ptKeys } from './keys.ts'
import { ptKill } from './kill.ts'
import { ptLimits } from './limits.ts'
import { ptLive } from './live.ts'
import { ptMarkets } from './markets.ts'
import { ptOverview } from './overview.ts'
import { ptReconciliation } from './reconciliation.ts'
import { ptRisk } from './risk.ts'
import { ptTrading } from './trading.ts'
import { ptWizard } from './wizard.ts'

export const ptBr: SameKeys<typeof en> = {
  ...ptCodes,
  ...ptFrame,
  ...ptKill,
  ...ptLimits,
  ...ptKeys,
  ...ptLive,
  ...ptOverview,
  ...ptBots,
  ...ptWizard,
  ...ptTrading,
  ...ptReconciliation,
  ...ptRisk,
  ...ptMarkets,
  ...ptData,
  ...ptExits,
  ...ptJournal,
  ...ptAlerts,
}
