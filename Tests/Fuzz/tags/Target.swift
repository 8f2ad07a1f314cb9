import Speaking

/// What a stranger types between tags of a stranger's making. Fields are lines: a flag, then tags in pairs, and
/// the text, which may have more of them. Nobody ever speaks who wasn't asked for, and nothing is made up.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  let all = String(decoding: UnsafeBufferPointer(start: data, count: size), as: UTF8.self)
  let lines = all.split(separator: "\n", maxSplits: 7, omittingEmptySubsequences: false).map(String.init)
  guard lines.count == 8 else { return 0 }
  let tags = stride(from: 1, to: 7, by: 2).map { ProxyTags(prefix: lines[$0], suffix: lines[$0 + 1]) }
  let alters = tags.enumerated().map { place, tags in
    let voice = Voice(account: 1, alter: Int64(place) + 1, name: "\(place)")
    return Voices.Alter(voice, isFree: place != 2, tags: [tags])
  }
  check(
    Voices(
      account: Voice(account: 1, name: "account"), alters: alters, isExact: lines[0].isEmpty,
      isLatching: lines[0].count > 1), lines[7])
  return 0
}

/// By its scalars: what stands beside a tag may be one character with it.
private func holds(_ text: String, _ part: String) -> Bool {
  let (all, some) = (Array(text.unicodeScalars), Array(part.unicodeScalars))
  return (0...all.count - some.count).contains { all[$0...].starts(with: some) }
}

private func check(_ voices: Voices, _ text: String) {
  guard let speech = try? voices.speech(text) else { return }
  precondition(speech.isTagged == (speech.voice.alter != nil), "only tags make an alter speak here")
  precondition(speech.voice.alter != 3, "a private one speaks unasked")
  precondition(speech.text.unicodeScalars.count <= text.unicodeScalars.count)
  // Of a text with quotes around it, something within is taken away.
  let mayQuote = text.contains(">")
  precondition(mayQuote || holds(text, speech.text))
  guard let alter = speech.voice.alter.flatMap(voices.alter) else { return }
  precondition(alter.tags.allSatisfy { !$0.matchesEverything && $0.problem?.contains("everything") != true })
  precondition(mayQuote || alter.tags.contains { $0.inner(of: text, isExact: voices.isExact) == speech.text })
}
