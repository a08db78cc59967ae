import { useState } from 'react'
import { type CredentialField, credentialsOf } from '../../../../src-preload/contract/exchanges.ts'
import type { KeyReportView } from '../../../../src-preload/contract/key-views.ts'
import type { ReplyError } from '../../../../src-preload/contract/replies.ts'
import { ask } from '../../../bridge/bridge.ts'
import { useErrorText } from '../../../state/commands.ts'
import { tell } from '../../../state/tell.tsx'
import type { KeyTask } from './KeyDialog.tsx'
import type { useKeyPlace } from './use-key-place.ts'

type Typed = Readonly<Record<CredentialField, string>>
const nothing: Typed = { apiKey: '', secret: '', password: '' }

/** After these the key is of no more use: it leaves the window. */
const isLost = ({ code }: ReplyError): boolean =>
  code === 'KEY_REFUSED' || code === 'KEY_TOO_POWERFUL' || code === 'ACCOUNT_EXISTS'

const isTooPowerful = ({ permissions }: KeyReportView): boolean =>
  permissions !== null && (permissions.withdraw || permissions.transfer)

interface KeyFormParts {
  readonly task: KeyTask
  readonly place: ReturnType<typeof useKeyPlace>
  readonly name: string
  readonly done: () => void
}

/** A key being typed, tried and handed over. What was typed lives here alone, and no longer than it is of use. */
export const useKeyForm = ({ task, place, name, done }: KeyFormParts) => {
  const errorText = useErrorText()
  const [typed, setTyped] = useState(nothing)
  const [report, setReport] = useState<KeyReportView | null>(null)
  const [failure, setFailure] = useState<ReplyError | null>(null)
  const [isChecked, setIsChecked] = useState(false)
  const [isTried, setIsTried] = useState(false)
  const [pending, setPending] = useState<'test' | 'save' | null>(null)

  const fields = credentialsOf(place.exchangeId)
  const missing = fields.filter((field) => typed[field].trim() === '')
  const credentials = {
    apiKey: typed.apiKey,
    secret: typed.secret,
    password: fields.includes('password') ? typed.password : null,
  }
  const { exchangeId, network, addresses } = place
  const begin = (what: 'test' | 'save'): boolean => {
    setIsTried(true)
    if (missing.length > 0 || pending !== null) return false
    setPending(what)
    setFailure(null)
    return true
  }
  const refuse = (error: ReplyError): void => {
    setFailure(error)
    if (isLost(error)) setTyped(nothing)
    setIsTried(false)
  }

  const test = async (): Promise<void> => {
    if (addresses === null || !begin('test')) return setIsTried(true)
    setReport(null)
    const reply = await ask('keys.test', {
      place: { exchangeId, network, ...addresses },
      credentials,
    })
    setPending(null)
    if (!reply.ok) return refuse(reply.error)
    setReport(reply.data)
    if (isTooPowerful(reply.data)) setTyped(nothing)
    setIsTried(false)
  }
  const save = async (): Promise<void> => {
    if (addresses === null || !begin('save')) return setIsTried(true)
    const reply =
      task.kind === 'add'
        ? await ask('keys.add', {
            place: { exchangeId, network, ...addresses },
            name,
            credentials,
            isChecked,
          })
        : await ask('keys.rotate', { id: task.account.id, addresses, credentials, isChecked })
    setPending(null)
    if (!reply.ok) return refuse(reply.error)
    setTyped(nothing)
    tell(({ t }) =>
      task.kind === 'add' ? t('keys.done', { name }) : t('keys.rotated', { name: task.account.name }),
    )
    done()
  }

  return {
    fields,
    typed,
    write: (field: CredentialField, text: string) => {
      setTyped((before) => ({ ...before, [field]: text }))
      setReport(null)
      setFailure(null)
    },
    isMissing: (field: CredentialField) => isTried && missing.includes(field),
    /** What is missing or wrong shows. */
    isTried,
    report,
    /** It may do what no key here may. */
    isRefused: report !== null && isTooPowerful(report),
    failure: failure === null ? null : { text: errorText(failure), cause: causeOf(failure) },
    /** The exchange does not tell what the key may do, so the user has to look. */
    asksToCheck:
      (report !== null && report.permissions === null) || failure?.code === 'KEY_UNCHECKED' || isChecked,
    isChecked,
    check: setIsChecked,
    pending,
    test,
    save,
    /** The same key, to be tried in another way. */
    doubt: () => {
      setReport(null)
      setFailure(null)
    },
    /** Another place: what was typed is not for it. */
    forget: () => {
      setTyped(nothing)
      setReport(null)
      setFailure(null)
      setIsChecked(false)
      setIsTried(false)
    },
  }
}

const causeOf = ({ facts }: ReplyError): string => String(facts?.cause ?? '')
