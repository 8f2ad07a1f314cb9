import GRDB
import HTTPTypes
import Kit

extension RTCModule {
  /// How many messages an account may send by form in ten seconds.
  private static let mostByForm = 20

  /// POST /rtc/room/:id/message: the composer without JavaScript, and scripts where no WebSocket gets through
  func messageCreate(_ request: Request) throws -> Response {
    let room = try request.id("id")
    let form = try request.form()
    do {
      let receipt = try post(form, room: room, request)
      house.doors.wake()
      return request.wantsJSON
        ? .json(receipt.json.string)
        : .seeOther("/rtc/room/\(room)#latest")
    } catch let refusal as Refusal where refusal != .noRoom {
      return try refused(refusal, form, room: room, request)
    } catch is Refusal {
      throw Fault.notFound
    }
  }

  private func post(_ form: Form, room: Int64, _ request: Request) throws -> Draft.Receipt {
    let account = try request.account()
    guard try sessions.read({ try Room.find(room, for: request.viewer, $0) }) != nil else {
      throw Refusal.noRoom
    }
    try request.viewer.require("rtc.speak", in: .room(room))
    let speech = try speech(form["body"], SpeakerChoice(form), request.viewer, at: request.now)
    let draft = try Draft(
      room: room, speaker: speaker(speech.voice, request.viewer), nonce: form["nonce"], text: speech.text,
      cook: house.doors.lines)
    try checkLinks(draft, by: request.viewer, at: request.now)
    let receipt = try sessions.write { db in
      let recent = try Message.count(by: account.id, since: request.now - 10, db)
      guard recent < Self.mostByForm else { throw Refusal.slowDown(milliseconds: 3000) }
      // A script numbers each message itself.
      return try (request.wantsJSON ? draft : draft.toldApart(db)).post(at: request.now, db)
    }
    do { try remember(speech, request.viewer, at: request.now) } catch {
      request.report("who spoke last: \(Cause(error))")
    }
    return receipt
  }

  private func refused(
    _ refusal: Refusal, _ form: Form, room: Int64, _ request: Request
  ) throws -> Response {
    let status: Response.Status = refusal.retryAfter == nil ? .unprocessableContent : .tooManyRequests
    if request.wantsJSON {
      return .json(refusal.json.string, status: status)
    }
    let unsent = Unsent(
      text: form["body"], choice: SpeakerChoice(form), hesitation: refusal.hesitation,
      error: refusal.hesitation == nil ? refusal.text : nil)
    return try showRoom(room, unsent, request, status: status)
  }
}
