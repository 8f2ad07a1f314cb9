extension Voices {
  /// Who says a text, and what is left of it to be said. A backslash goes before tags, tags before a choice,
  /// a choice before what is usual.
  public func speech(_ text: String, _ choice: SpeakerChoice = SpeakerChoice()) throws(Hesitation) -> Speech {
    guard hasChoice else { return Speech(voice: try chosen(choice), text: text, latch: .stays) }
    switch read(text) {
    case .once(let text): return Speech(voice: account, text: text, latch: .stays)
    case .unlatched(let text): return Speech(voice: account, text: text, latch: isLatching ? .moves : .stays)
    case .tagged(let alter, let inner):
      let text = alter.keepsTags ? text : inner
      return try speech(of: alter.voice, text, choice, isTagged: true)
    case .plain: return try speech(of: chosen(choice), text, choice, isTagged: false)
    }
  }

  /// Who was chosen where there is no text to ask: for who is seen in a room, for what is posted already.
  public func speaker(_ choice: SpeakerChoice) throws(Hesitation) -> Speech {
    let speech = try speech(of: chosen(choice), "", choice, isTagged: false)
    return Speech(voice: speech.voice, text: "", latch: .stays, isConsented: speech.isConsented)
  }

  private func speech(
    of voice: Voice, _ text: String, _ choice: SpeakerChoice, isTagged: Bool
  ) throws(Hesitation) -> Speech {
    let isFree = voice.alter.flatMap { alter($0)?.isFree } ?? true
    guard isFree || choice.consent == voice.key else { throw .hidden(voice) }
    return Speech(
      voice: voice, text: text, latch: isLatching ? .moves : .stays, isTagged: isTagged, isConsented: !isFree)
  }

  private func chosen(_ choice: SpeakerChoice) throws(Hesitation) -> Voice {
    guard choice.named.isEmpty else { return try voice(named: choice.named) }
    guard choice.isAutomatic else { return try voice(choice.wanted ?? 0) }
    let usual = try usualVoice()
    if let shown = choice.shown, shown != usual.key { throw .changed(usual) }
    return usual
  }

  /// The one who is called so, or the only one who is called like it.
  func voice(named name: String) throws(Hesitation) -> Voice {
    let sought = name.lowercased()
    let like = alters.map(\.voice).filter { $0.name.lowercased().contains(sought) }
    let exact = like.filter { $0.name.lowercased() == sought }
    let found = exact.isEmpty ? like : exact
    guard found.count == 1 else { throw .unclear(name, Array(found.prefix(20))) }
    return found[0]
  }

  private func usualVoice() throws(Hesitation) -> Voice {
    if case .alter(let id) = usual { try voice(id) } else { account }
  }

  private func voice(_ key: Int64) throws(Hesitation) -> Voice {
    if key == 0 { return account }
    guard let alter = alter(key) else { throw .gone }
    return alter.voice
  }
}

extension Voices {
  /// What a text says by itself about who speaks.
  enum Said {
    case plain
    /// The account, this once.
    case once(String)
    /// The account, from now on.
    case unlatched(String)
    case tagged(Alter, String)
  }

  /// Quotes around it are not looked at, and stay where they are.
  func read(_ text: String) -> Said {
    let quoted = QuotedText(text)
    let line = quoted.body.drop(while: \.isWhitespace)
    if line.hasPrefix("\\\\") { return .unlatched(quoted.holding(String(line.dropFirst(2)))) }
    if line.hasPrefix("\\") { return .once(quoted.holding(unescaped(line))) }
    return speakers.tagged(String(quoted.body)).map { .tagged($0.alter, quoted.holding($0.inner)) } ?? .plain
  }

  /// A backslash before punctuation is Markdown's, which hides it by itself; but where it stands before tags, it
  /// is there to keep them from being read as such.
  private func unescaped(_ text: Substring) -> String {
    let rest = text.dropFirst()
    let isMarkdown = rest.first.map { $0.isASCII && ($0.isPunctuation || $0.isSymbol) } ?? false
    return String(isMarkdown && speakers.tagged(String(rest)) == nil ? text : rest)
  }
}
