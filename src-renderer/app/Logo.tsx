export const Logo = ({ size = 20 }: { size?: number }) => (
  <svg aria-hidden width={size} height={size} viewBox="0 0 20 20">
    <rect x="0.5" y="0.5" width="19" height="19" rx="4.5" fill="var(--raised)" stroke="var(--line-strong)" />
    <path
      d="M4.8 14.5 10 4.6l5.2 9.9"
      fill="none"
      stroke="var(--text)"
      strokeWidth="2"
      strokeLinejoin="round"
    />
    <path d="M7.6 12.4 10 10.2l2.4 2.2" fill="none" stroke="var(--accent)" strokeWidth="1.8" />
  </svg>
)
