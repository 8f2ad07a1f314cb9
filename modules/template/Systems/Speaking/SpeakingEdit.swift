import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET /account/system/speaking: who speaks where nothing is said, and everybody's tags.
  func speakingEdit(_ request: Request) throws -> Response {
    let page = try house.read { try SpeakingPage(self, request, $0) }
    return try house.page("template/speaking", page.value, request)
  }

  /// POST /account/system/speaking
  func speakingSave(_ request: Request) throws -> Response {
    let account = try request.account()
    let form = try request.form()
    try house.write { db in
      let known = Set(try SpeakingAlter.all(of: account.id, db).compactMap(\.alter.voice.alter))
      let (now, sent) = (try SpeakingSettings.of(account.id, db), SpeakingSettings(form, known: known))
      try now.sight(sent, db).check(form, back: request.path)
      try sent.save(account.id, db)
    }
    return .seeOther("/account/system/speaking").flash(.good, "Saved.")
  }

  /// POST /account/system/speaking/try: who would say a text; only the answer for JavaScript.
  func speakingTry(_ request: Request) throws -> Response {
    let text = try request.form()["text"]
    let page = try house.read { try SpeakingPage(self, request, trying: text, $0) }
    if request.wantsFragment { return try house.part("template/partials/trial", page.trial, request) }
    return try house.page("template/speaking", page.value, request)
  }
}

extension SpeakingSettings {
  /// What can't be read falls to what is quietest.
  fileprivate init(_ form: Form, known: Set<Int64>) {
    self.init()
    latchSeconds =
      Int(form["latch"]).flatMap { SpeakingPage.hours.contains($0) ? $0 * 3600 : nil } ?? latchSeconds
    isLatchOfBrowser = form.has("browser")
    isExact = form.has("exact")
    switching = Switching(rawValue: form["switching"]) ?? .off
    for space in Space.allCases { places[space] = Place(form[space.rawValue], known: known) }
  }
}

extension SpeakingSettings {
  /// What the form shows, as it is kept, beside what was sent.
  fileprivate func sight(_ sent: SpeakingSettings, _ db: Database) throws -> Sight {
    let all = [self, sent].flatMap { settings in Space.allCases.compactMap { settings[$0].alter } }
    let names = try Alter.named(all, db).mapValues(\.name)
    let places = Space.allCases.map { space in
      Sight.Part(space.title, self[space].told(names), wanted: sent[space].told(names))
    }
    return Sight(
      places + zip(told, sent.told).map { now, sent in Sight.Part(now.label, now.text, wanted: sent.text) })
  }

  private var told: [(label: String, text: String)] {
    [
      ("After a time of silence", SpeakingPage.title(hours: latchSeconds / 3600)),
      ("Each browser for itself", isLatchOfBrowser ? "Yes" : "No"),
      ("Capitals matter", isExact ? "Yes" : "No"),
      ("When somebody speaks who doesn’t front", switching.title),
    ]
  }
}

extension SpeakingSettings.Place {
  fileprivate func told(_ names: [Int64: String]) -> String {
    guard mode == .fixed else { return mode.title }
    return "Always \(alter.flatMap { names[$0] } ?? "somebody who is gone")"
  }

  /// `front`, or `fixed-12`.
  fileprivate init(_ word: String, known: Set<Int64>) {
    let parts = word.split(separator: "-", maxSplits: 1)
    guard parts.first == "fixed", parts.count == 2, let id = Int64(parts[1]), known.contains(id) else {
      self.init(mode: SpeakingMode(rawValue: word).flatMap { $0 == .fixed ? nil : $0 } ?? .off)
      return
    }
    self.init(mode: .fixed, alter: id)
  }

  fileprivate var word: String { mode == .fixed ? "fixed-\(alter ?? 0)" : mode.rawValue }
}

/// The page about speaking.
private struct SpeakingPage: Renderable {
  let settings: SpeakingSettings
  /// A page of those who may speak.
  let part: SpeakingPart
  /// They, and who stands in the settings.
  let choices: [Voices.Alter]
  let voices: [(space: Space, voices: Voices)]
  let text: String
  /// The mark of the settings.
  let saw: String

  /// 0: for good.
  static let hours = [1, 2, 6, 12, 24, 72, 0]

  init(_ module: Systems, _ request: Request, trying text: String = "", _ db: Database) throws {
    let account = try request.account()
    let settings = try SpeakingSettings.of(account.id, db)
    self.settings = settings
    part = try SpeakingPart(account.id, request.query, db)
    choices = try part.including(Space.allCases.compactMap { settings[$0].alter }, db)
    self.text = text
    saw = try settings.sight(settings, db).mark
    let spaces = text.isEmpty ? [] : Space.allCases
    voices = try spaces.map { ($0, try module.voices(of: request.viewer, in: $0, at: request.now, db)) }
  }

  var value: Value {
    [
      "saw": saw, "places": Space.allCases.map(place), "hours": Self.hours.map(hour),
      "find": part.finding.value("/account/system/speaking"),
      "hasAlters": !choices.isEmpty || !part.finding.search.isEmpty,
      "isLatchOfBrowser": settings.isLatchOfBrowser, "isExact": settings.isExact,
      "switchings": SpeakingSettings.Switching.allCases.map {
        ["value": $0.rawValue, "title": $0.title, "current": $0 == settings.switching] as Value
      },
      "alters": part.alters.map(row), "text": text, "trial": text.isEmpty ? nil : trial,
      "trail": ["steps": [["title": "Your system", "href": "/account/system"] as Value]] as Value,
    ]
  }

  private func place(_ space: Space) -> Value {
    let current = settings[space]
    let modes = SpeakingMode.allCases.filter { $0 != .fixed }.map {
      ["value": $0.rawValue, "title": $0.title, "current": $0 == current.mode] as Value
    }
    let fixed = choices.map { alter -> Value in
      let id = alter.voice.key
      return [
        "value": "fixed-\(id)", "title": "Always \(alter.voice.name)",
        "current": current.mode == .fixed && current.alter == id,
      ]
    }
    return ["name": space.rawValue, "title": space.title, "options": modes + fixed]
  }

  private func hour(_ hours: Int) -> Value {
    let title = Self.title(hours: hours)
    return ["value": hours, "title": title, "current": settings.latchSeconds == hours * 3600]
  }

  static func title(hours: Int) -> String {
    hours == 0 ? "They go on until you say otherwise" : "After \(hours) \(hours == 1 ? "hour" : "hours")"
  }

  private func row(_ alter: Voices.Alter) -> Value {
    [
      "speaker": Speaker(alter.voice), "href": "/account/system/alters/\(alter.voice.key)/tags",
      "tags": alter.tags.map { ["prefix": $0.prefix, "suffix": $0.suffix] as Value },
      "isFree": alter.isFree,
    ]
  }

  /// Who would say it, place by place.
  var trial: Value {
    ["answers": voices.map(answer)]
  }

  private func answer(_ space: Space, _ voices: Voices) -> Value {
    do throws(Hesitation) {
      let speech = try voices.speech(text)
      return [
        "place": space.title, "speaker": Speaker(speech.voice), "text": speech.text, "hesitation": Value.null,
      ]
    } catch {
      return [
        "place": space.title, "speaker": Value.null, "text": Value.null, "hesitation": error.sentence,
      ]
    }
  }
}

extension Space {
  fileprivate var title: String {
    switch self {
    case .forums: "In the forums"
    case .chat: "In chat"
    }
  }
}
