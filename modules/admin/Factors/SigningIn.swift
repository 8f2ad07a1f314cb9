import GRDB
import Kit
import Templating

extension AdminModule {
  /// How an account signs in, as `partials/signing-in` shows it.
  func signingIn(_ request: Request) throws -> Value {
    let account = try request.account()
    let factors = try house.read { db in try SecondFactors(of: account.id, db) }
    return [
      "missing": passkeysMissing, "needsFactor": request.viewer.lacksFactor,
      "isPlain": factors.isEmpty,
      "app": factors.app.map { Self.dates($0.createdAt, $0.usedAt, request) },
      "passkeys": factors.passkeys.map { passkey in
        [
          "id": String(passkey.id), "name": passkey.name,
          "elsewhere": relyingParty.takes(passkey) ? nil : passkey.site,
          "dates": Self.dates(passkey.createdAt, passkey.usedAt, request),
        ] as Value
      },
      "codes": factors.codes.map { codes in
        [
          "left": "\(codes.left) of \(RecoveryCodes.count) left",
          "used": codes.usedAt?.view(from: request.now),
        ]
          as Value
      },
    ]
  }

  private static func dates(_ added: Moment, _ used: Moment?, _ request: Request) -> Value {
    ["added": added.view(from: request.now), "used": used?.view(from: request.now)]
  }

  /// Whether a page stays open to somebody who has to set up a second factor first.
  public static func isWayToFactor(_ path: String) -> Bool {
    ["/account", "/account/"].contains(path)
      || [
        "/account/two-factor", "/account/passkeys", "/account/confirm", "/account/password",
        "/account/sessions", "/sign-out",
      ]
      .contains(where: path.hasPrefix)
  }
}
