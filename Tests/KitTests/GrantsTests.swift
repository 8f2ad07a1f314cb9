import Kit
import Testing

@Suite struct GrantsTests {
  private let kitchen = Scope("forums.category", 1)
  private let cellar = Scope("forums.category", 2)

  @Test func `a place's own word goes before what holds everywhere`() {
    let grants = Grants(
      ["read"], exceptions: ["read": [cellar: false], "write": [kitchen: true]])
    #expect(grants.allow("read", in: nil) && grants.allow("read", in: kitchen))
    #expect(!grants.allow("read", in: cellar))
    #expect(grants.allow("write", in: kitchen) && !grants.allow("write", in: nil))
    #expect(!grants.allow("write", in: cellar))
  }

  @Test func `a gate lets in whoever may somewhere`() {
    let grants = Grants(exceptions: ["write": [kitchen: true], "read": [cellar: false]])
    #expect(grants.allowSomewhere("write") && !grants.allowSomewhere("read"))
  }

  @Test func `queries get the exceptions of one kind that make a difference`() {
    let room = Scope("rtc.room", 2)
    let grants = Grants(["read"], exceptions: ["read": [cellar: false, kitchen: true, room: false]])
    #expect(grants.extent(of: "read", "forums.category") == Extent(isUsual: true, exceptions: [2]))
    #expect(grants.extent(of: "write", "forums.category") == Extent(isUsual: false))
    #expect(Grants(["read"]).extent(of: "read", "forums.category").isEverywhere)
  }

  @Test func `grants cover others that allow no more`() {
    let most = Grants(["read", "write"], exceptions: ["read": [cellar: false]])
    #expect(most.cover(most) && most.cover(Grants()))
    #expect(!most.cover(Grants(["read"])), "they read in the cellar")
    #expect(most.cover(Grants(["write"], exceptions: ["read": [kitchen: true]])))
    #expect(!Grants(["read"]).cover(Grants(exceptions: ["write": [kitchen: true]])))
  }

  @Test(arguments: ["", "x", "x:", ":1", "x:0", "x:-1", "x:y", "x:1:2"])
  func `what is no place is none`(text: String) {
    #expect(Scope(text: text) == nil)
  }

  @Test func `audiences are read as they were written`() {
    let audiences: [Audience] = [
      .everyone, .daemon, .account(7), .holders(permission: "forums.read"),
      .holders(permission: "forums.read", in: cellar),
      .holders(permission: "forums.read", except: [7]),
      .holders(permission: "forums.read", in: cellar, except: [9, 7]),
    ]
    #expect(audiences.map { Audience(text: $0.text) } == audiences)
    #expect(Audience(text: "needs:forums.read@") == nil && Audience(text: "needs:") == nil)
    #expect(Audience(text: "needs:forums.read@forums.category:x") == nil)
  }

  @Test func `who may only look does nothing more, in no place`() {
    let grants = Grants(
      ["x.read", "x.write"], exceptions: ["x.write": [kitchen: true], "x.see": [kitchen: true]])
    let silenced = Viewer(account: nil, session: nil, role: .member, grants: grants, restraint: "Shouting.")
    #expect(silenced.can("x.read") && silenced.can("x.see", in: kitchen) && silenced.canSomewhere("x.see"))
    #expect(!silenced.can("x.write") && !silenced.can("x.write", in: kitchen))
    #expect(!silenced.canSomewhere("x.write") && !silenced.may(pass: .needs("x.write")))
  }

  @Test func `what is for one person is not for who looks on in their name`() {
    let person = Viewer.Account(id: 7, name: "david")
    let viewer = { Viewer(account: person, session: 1, role: .member, grants: Grants(), actedBy: $0) }
    #expect(Audience.account(7).includes(viewer(nil)))
    #expect(!Audience.account(7).includes(viewer(.init(id: 1, name: "ada"))))
  }

  @Test func `an event of a place reaches those who may there`() {
    let event = Audience.holders(permission: "read", in: cellar)
    let viewer = { Viewer(account: nil, session: nil, role: .guest, grants: $0) }
    #expect(event.includes(viewer(Grants(["read"]))))
    #expect(!event.includes(viewer(Grants(["read"], exceptions: ["read": [cellar: false]]))))
  }
}
