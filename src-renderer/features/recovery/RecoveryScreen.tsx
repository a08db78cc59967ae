export const RecoveryScreen = () => null
