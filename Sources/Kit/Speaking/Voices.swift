/// Everybody an account may speak as in one place, and the rule that says who does. Forums and chat, the
/// workers and the live daemon all ask it; what it decides is the same everywhere.
public struct Voices: Sendable {
  public let account: Voice
  public let speakers: Speakers
  public let usual: Usual
  /// Whoever spoke last goes on speaking.
  public let isLatching: Bool

  public struct Alter: Sendable {
    public let voice: Voice
    /// Others may see them speak: they are public, or it was said in so many words.
    public let isFree: Bool
    public let tags: [ProxyTags]
    /// What they post keeps its tags.
    public let keepsTags: Bool

    public init(_ voice: Voice, isFree: Bool = true, tags: [ProxyTags] = [], keepsTags: Bool = false) {
      self.voice = voice
      self.isFree = isFree
      self.tags = tags
      self.keepsTags = keepsTags
    }
  }

  /// Who speaks where nothing is said about it.
  public enum Usual: Sendable, Equatable {
    case account
    /// Who can't be found among the alters has to be chosen anew.
    case alter(Int64)
  }

  public init(account: Voice, speakers: Speakers, usual: Usual = .account, isLatching: Bool = false) {
    self.account = account
    self.speakers = speakers
    self.usual = usual
    self.isLatching = isLatching
  }

  public init(
    account: Voice, alters: [Alter] = [], usual: Usual = .account, isExact: Bool = true,
    isLatching: Bool = false
  ) {
    let speakers = Speakers(alters, isExact: isExact)
    self.init(account: account, speakers: speakers, usual: usual, isLatching: isLatching)
  }

  public var alters: [Alter] { speakers.alters }
  public var isExact: Bool { speakers.isExact }
  public var hasChoice: Bool { !alters.isEmpty }

  public func alter(_ id: Int64) -> Alter? { speakers.alter(id) }
}

/// Who was chosen for one text.
public struct SpeakerChoice: Sendable, Equatable {
  /// nil: whoever speaks usually. 0: the account.
  public var wanted: Int64?
  /// Who was shown before anything was chosen. If that is who is wanted, nothing was chosen.
  public var shown: Int64?
  /// The private alter who may be seen speaking from now on.
  public var consent: Int64?

  /// A name that was typed, where there are too many to choose from; empty for none.
  public var named = ""

  public init(wanted: Int64? = nil, shown: Int64? = nil, consent: Int64? = nil, named: String = "") {
    self.named = named
    self.wanted = wanted
    self.shown = shown
    self.consent = consent
  }

  public var isAutomatic: Bool { wanted == nil || wanted == shown }
}

/// What is said, by whom, and what follows from it.
public struct Speech: Sendable, Equatable {
  public let voice: Voice
  /// Without tags and escapes.
  public let text: String
  public let latch: Latch
  /// Tags in the text said who speaks.
  public var isTagged = false
  /// They were private, and it was said that they may be seen.
  public var isConsented = false

  public enum Latch: Sendable, Equatable { case stays, moves }

  public init(
    voice: Voice, text: String, latch: Latch, isTagged: Bool = false, isConsented: Bool = false
  ) {
    self.voice = voice
    self.text = text
    self.latch = latch
    self.isTagged = isTagged
    self.isConsented = isConsented
  }

  /// Whether anything is to be kept of it beyond the text.
  public var hasConsequences: Bool { latch == .moves || isConsented || voice.alter != nil }
}

/// Why nobody speaks yet. The text is kept, and the writer chooses.
public enum Hesitation: Error, Equatable {
  /// The one who is wanted is not there any more.
  case gone
  /// Somebody else would speak than was shown.
  case changed(Voice)
  /// Nobody has said that others may see this one.
  case hidden(Voice)
  /// Nobody has the name that was typed, or more than one; these are like it.
  case unclear(String, [Voice])

  public var sentence: String {
    switch self {
    case .unclear(let name, let like) where like.isEmpty:
      "Choose who speaks: nobody of you is called \(name)."
    case .unclear(let name, _): "Choose who speaks: several of you are called like \(name)."
    case .gone: "Choose who speaks: the one you chose is not there any more."
    case .changed(let voice): "Choose who speaks: it would be \(voice.name) now."
    case .hidden(let voice):
      "\(voice.name) is private. Speaking shows \(voice.shownWords) to everybody who may read here."
    }
  }

  /// Who is asked about.
  public var asked: Voice? { if case .hidden(let voice) = self { voice } else { nil } }

  /// Who is offered for the name that was typed.
  public var candidates: [Voice] { if case .unclear(_, let voices) = self { voices } else { [] } }
}

extension Voice {
  /// What others come to see of it.
  fileprivate var shownWords: String {
    let more = [
      pronouns.isEmpty ? nil : "pronouns", color.isEmpty ? nil : "colour", picture.isEmpty ? nil : "picture",
    ].compactMap(\.self)
    guard let last = more.last else { return "the name" }
    return "the " + (["name"] + more.dropLast()).joined(separator: ", ") + " and " + last
  }
}
