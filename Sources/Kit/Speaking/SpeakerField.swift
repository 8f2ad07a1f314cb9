import Foundation
import Templating

extension SpeakerChoice {
  /// As the field of a composer says it.
  public init(_ form: Form) {
    self.init(
      wanted: Int64(form["speaker"]), shown: Int64(form["speaker-shown"]), consent: Int64(form["speaker-ok"]),
      named: PlainText.line(form["speaker-name"]))
  }
}

/// The part of a composer that says who is about to speak, before anything is sent, and lets it be changed:
/// what the template `partials/speakers` shows.
public struct SpeakerField: Renderable {
  public let voices: Voices
  public var choice = SpeakerChoice()
  /// Why nobody speaks yet.
  public var hesitation: Hesitation?
  /// What the text that stands in the composer comes to.
  public var speech: Speech?

  public init(
    _ voices: Voices, _ choice: SpeakerChoice = SpeakerChoice(), hesitation: Hesitation? = nil,
    speech: Speech? = nil
  ) {
    self.voices = voices
    self.choice = choice
    self.hesitation = hesitation
    self.speech = speech
  }

  /// Who is shown as speaking; nil where somebody has to be chosen.
  private var current: Int64? {
    if let asked = hesitation?.asked { return asked.key }
    if hesitation != nil { return nil }
    // A name that was typed is as good as a choice; who can't be found is asked for when it is sent.
    if !choice.named.isEmpty, let named = try? voices.voice(named: choice.named) { return named.key }
    if let wanted = choice.wanted { return wanted }
    guard case .alter(let id) = voices.usual else { return 0 }
    return voices.alter(id)?.isFree == true ? id : nil
  }

  public var value: Value {
    [
      "hasChoice": voices.hasChoice, "speaker": Speaker(current.flatMap(voice) ?? voices.account),
      "options": voices.hasChoice ? options : [], "hasMore": voices.alters.count > Self.most,
      "isOpen": current == nil, "shown": shown.map { Int($0) },
      "isLatching": voices.isLatching, "isExact": voices.isExact,
      "tagged": speech.flatMap { $0.isTagged ? $0.voice.name : nil },
      "asked": hesitation?.asked.map { ["key": Int($0.key), "name": $0.name] as Value },
      "error": hesitation?.sentence,
    ]
  }

  /// Where it was left to what is usual, it stays so until somebody chooses. Whoever is asked chooses.
  private var shown: Int64? {
    guard hesitation == nil else { return nil }
    return choice.shown ?? current
  }

  private func voice(_ key: Int64) -> Voice? { key == 0 ? voices.account : voices.alter(key)?.voice }

  /// So that no page grows without end: the first in the order of the system, and whoever is meant. The others
  /// are named by typing their name, or by their tags.
  private static let most = 40

  private var options: [Value] {
    let first = voices.alters.prefix(Self.most)
    let meant = Set((hesitation?.candidates.map(\.key) ?? []) + [current].compactMap(\.self))
    let rest = voices.alters.dropFirst(Self.most).filter { meant.contains($0.voice.key) }
    return ([.init(voices.account)] + rest + first).map(option)
  }

  private static let shape = Shape(
    "key", "name", "pronouns", "color", "avatar", "isCurrent", "isPrivate", "tags")

  private func option(_ alter: Voices.Alter) -> Value {
    var record = RecordBuilder(Self.shape)
    record.append("key", Int(alter.voice.key))
    record.append("name", alter.voice.name)
    record.append("pronouns", alter.voice.pronouns)
    record.append("color", alter.voice.color)
    record.append("avatar", Speaker.address(ofPicture: alter.voice.picture))
    record.append("isCurrent", alter.voice.key == current)
    record.append("isPrivate", !alter.isFree)
    record.append("tags", alter.tags.isEmpty ? nil : Self.json(alter.tags))
    return record.value()
  }

  /// For the script that follows what is typed.
  private static func json(_ tags: [ProxyTags]) -> String? {
    // Strings can always be encoded.
    (try? JSONEncoder().encode(tags.map { [$0.prefix, $0.suffix] })).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}

extension Speaker {
  /// As others see a voice before it has said anything.
  public init(_ voice: Voice, handle: String = "") {
    self.init(
      name: voice.name, handle: handle, pronouns: voice.pronouns, color: voice.color, picture: voice.picture)
  }
}
