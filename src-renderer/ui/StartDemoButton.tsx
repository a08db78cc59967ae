import { Play } from 'lucide-react'
import { useI18n } from '../i18n/i18n.tsx'
import { stableNames } from '../i18n/stable-names.ts'
import { useCommand } from '../state/commands.ts'
import { Button, type ButtonProps } from './Button.tsx'

interface StartDemoButtonProps extends Pick<ButtonProps, 'size' | 'autoFocus'> {
  readonly onStarted?: () => void
}

/** Starts the demo's bots on recorded prices. */
export const StartDemoButton = ({ onStarted, size = 'normal', ...rest }: StartDemoButtonProps) => {
  const { t } = useI18n()
  const { send, pending } = useCommand()
  const start = async () => {
    if ((await send('demo.start', {})) !== null) onStarted?.()
  }
  return (
    <Button
      {...rest}
      size={size}
      look="primary"
      name={stableNames.startDemo}
      disabled={pending === 'demo.start'}
      icon={<Play size={size === 'big' ? 16 : 14} />}
      onClick={() => void start()}
    >
      {t('action.startDemo')}
    </Button>
  )
}
