import Kit

@testable import TemplateExchange
@testable import TemplateSystems

/// A PluralKit export of people who never were.
struct InventedSystem {
  var dice: Dice
  var members: [String] = []
  private(set) var switches: [PluralKitImporter.Switch] = []

  init(_ seed: UInt64, members count: Int = 12, switches switchCount: Int = 200) {
    dice = Dice(seed)
    members = (0..<count).map { "m\(String(format($0)))" }
    var moment: Int64 = 1_500_000_000_000_000
    for _ in 0..<switchCount {
      moment += Int64.random(in: 1_000...90_000_000_000, using: &dice)
      let chosen = members.shuffled(using: &dice).prefix(Int.random(in: 0...min(4, count), using: &dice))
      let list = Int.random(in: 0..<10, using: &dice) == 0 ? switches.last?.members ?? [] : Array(chosen)
      let text = SourceMoment.text(.init(milliseconds: moment / 1000), rest: rest(moment % 1000))
      switches.append(PluralKitImporter.Switch(timestamp: text, members: list))
    }
  }

  private func format(_ number: Int) -> String { String(String(number + 1000).dropFirst()) }

  /// As many digits as there are, without zeros at the end.
  private func rest(_ microseconds: Int64) -> String {
    var digits = String(String(microseconds + 1000).dropFirst())
    while digits.last == "0" { digits.removeLast() }
    return digits
  }

  mutating func file() -> String {
    let people = members.map { member($0) }
    let list = switches.reversed().map { change in
      "{\"timestamp\":\"\(change.timestamp)\",\"members\":[\(change.members.map { "\"\($0)\"" }.joined(separator: ","))]}"
    }
    return """
      {"version":2,"id":"abcde","uuid":"5c0e6e2a-0000-4000-8000-000000000001","name":"The Lanterns","description":"We live\\non a hill",
      "tag":"| lanterns","pronouns":"they/them","avatar_url":"https://pictures.example/all.png","banner":null,
      "color":"ffaa33","created":"2019-03-04T05:06:07.123456Z","webhook_url":"https://hook.example/secret-hook-token",
      "privacy":\(privacy(PluralKitPrivacy.ofSystem)),
      "config":{"timezone":"Europe/Vienna","pings_enabled":true,"latch_timeout":null,"hid_list_padding":"off",
        "description_templates":["one","two"],"token":"secret-config-token"},
      "accounts":[912345678901234567,18446744073709551615],
      "members":[\(people.joined(separator: ",\n"))],
      "groups":[{"id":"gaaaa","uuid":"u1","name":"Night","display_name":"Night watch","description":"late","icon":"https://pictures.example/n.png",
        "banner":null,"color":"102030","created":"2020-01-01T00:00:00Z","members":["m000","m001"],"privacy":\(privacy(PluralKitPrivacy.ofGroup))},
       {"id":"gbbbb","uuid":"u2","name":"Day","display_name":null,"description":null,"icon":null,"banner":null,
        "color":null,"created":"2020-01-02T00:00:00Z","members":[],"privacy":\(privacy(PluralKitPrivacy.ofGroup))}],
      "switches":[\(list.joined(separator: ",\n"))]}
      """
  }

  private mutating func member(_ id: String) -> String {
    """
    {"id":"\(id)","uuid":"\(id)-uuid","name":"Name \(id)","display_name":\(maybe("Shown \(id) ✨")),
     "color":\(maybe("a0b1c2")),"birthday":\(maybe("0004-02-29")),"pronouns":\(maybe("xe/xem")),
     "avatar_url":\(maybe("https://pictures.example/\(id).png")),"webhook_avatar_url":\(maybe("https://pictures.example/w\(id).png")),
     "banner":null,"description":\(maybe("Says \\\"hi\\\" & <b>waves</b>")),"created":"2019-03-04T05:06:07.654321Z",
     "keep_proxy":\(Bool.random(using: &dice)),"tts":false,"autoproxy_enabled":true,"message_count":\(Int.random(in: 0...9000, using: &dice)),
     "last_message_timestamp":"2023-01-02T03:04:05.678901Z","proxy_tags":[{"prefix":"\(id):","suffix":null},{"prefix":"[","suffix":"]\(id)"}],
     "privacy":\(privacy(PluralKitPrivacy.ofMember))}
    """
  }

  private mutating func maybe(_ text: String) -> String { Bool.random(using: &dice) ? "\"\(text)\"" : "null" }

  private mutating func privacy(_ keys: [String]) -> String {
    let pairs = keys.map { "\"\($0)\":\"\(Bool.random(using: &dice) ? "public" : "private")\"" }
    return "{\(pairs.joined(separator: ","))}"
  }
}
