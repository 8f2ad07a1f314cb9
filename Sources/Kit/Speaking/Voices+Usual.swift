extension Voices {
  /// Whoever speaks where nothing is said, if others may see them; nil where somebody has to be asked first.
  public var usualIfFree: Voice? {
    guard case .alter(let id) = usual else { return account }
    return alter(id).flatMap { $0.isFree ? $0.voice : nil }
  }
}
