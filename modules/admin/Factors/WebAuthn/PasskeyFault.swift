/// Why a passkey was not believed. The log gets the word; the person gets one sentence for all.
enum PasskeyFault: String, Error, CaseIterable {
  case malformed, wrongType, wrongOrigin, wrongSite, staleChallenge, nobodyThere, notVerified
  case unknownAlgorithm, unknownPasskey, wrongAccount, wrongSignature, counterWentBack
}
