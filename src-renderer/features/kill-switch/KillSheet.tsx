export const KillSheet = () => null
