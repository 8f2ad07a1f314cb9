import GRDB
import Kit

/// Who is seen on a connection, which is who says what is sent there without naming anybody: whoever others see
/// as an alter is never given away by a message from the account.
public struct Stance: Sendable, Equatable {
  public var speaker: ChatSpeaker
  /// 0: the account. nil: somebody has to be asked first, so each message is left to the rule.
  public var key: Int64?

  public init(_ speaker: ChatSpeaker, key: Int64?) {
    self.speaker = speaker
    self.key = key
  }
}

extension RTCModule {
  /// Throws `Refusal` for who can't be chosen. Without a choice it is whoever speaks usually; if others may not
  /// see that one yet, the account is there.
  public func stance(_ wanted: Command.Standing, _ viewer: Viewer, at now: Moment) throws -> Stance {
    if let alter = wanted.alter {
      let voice = try chosen(alter, wanted.consent, viewer, at: now)
      return Stance(try speaker(voice, viewer), key: voice.key)
    }
    let voices = try voices(of: viewer, at: now)
    let usual = voices.usualIfFree
    return Stance(try speaker(usual ?? voices.account, viewer), key: usual?.key)
  }

  /// A consent is kept, as it is when it comes with a message.
  private func chosen(
    _ alter: Int64, _ consent: Int64?, _ viewer: Viewer, at now: Moment
  ) throws -> Voice {
    do {
      return try house.read { try house.doors.voices.seen(viewer, alter == 0 ? nil : alter, $0) }
    } catch Hesitation.hidden(let voice) where voice.key == consent {
      try remember(Speech(voice: voice, text: "", latch: .stays, isConsented: true), viewer, at: now)
      return voice
    } catch let hesitation as Hesitation {
      throw Refusal(hesitation)
    }
  }
}

extension Command.Send {
  /// What names nobody is said by whoever its connection is seen as; unless the writer was shown somebody else.
  public func said(by stance: Stance?) throws(Refusal) -> Command.Send {
    guard choice.wanted == nil, let stance, let key = stance.key else { return self }
    guard choice.shown ?? key == key else { throw Refusal(.changed(stance.speaker.voice)) }
    let choice = SpeakerChoice(wanted: key, consent: choice.consent)
    return Command.Send(room: room, nonce: nonce, text: text, choice: choice)
  }
}

extension ChatSpeaker {
  fileprivate var voice: Voice {
    Voice(
      account: account, alter: alter, name: name, pronouns: pronouns, color: color, picture: picture)
  }
}
