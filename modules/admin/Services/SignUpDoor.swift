import GRDB
import Kit

/// How the door of sign-up stands for one request.
enum SignUpDoor: Equatable {
  case open
  /// By the invitation of this id.
  case invited(Int64)
  case approval
  /// With the sentence that says why.
  case shut(String)

  static func stands(for request: Request, _ settings: SiteSettings, _ db: Database) throws -> SignUpDoor {
    switch settings.signUpMode {
    case .open: return .open
    case .approval: return .approval
    case .closed: return .shut("Nobody new can join at the moment. You are welcome to read along.")
    case .invite:
      guard let token = request.parameters["token"] else {
        return .shut("Joining takes an invitation: somebody who is here can send you one.")
      }
      guard let invite = try Invite.opened(by: token, now: request.now, db) else {
        return .shut("This invitation was used, or its time is over. Ask for another one.")
      }
      return .invited(invite)
    }
  }
}
