import Kit
import NIOCore
import RTC

/// What the client asks for and what it is told.
extension SocketClient {
  func take(_ bytes: [UInt8]) {
    guard let command = Command.read(bytes) else { return close(.badFrame) }
    if let wait = commands.take(now: .now()) {
      guard patience.take(now: .now()) == nil else { return close(.tooFast) }
      return refuse(command, .slowDown(milliseconds: wait))
    }
    switch command {
    case .failure(let refused): write(ServerFrame.refused(refused.id, refused.refusal))
    case .success(let command): run(command)
    }
  }

  private func refuse(_ command: Result<Command, Command.Refused>, _ refusal: Refusal) {
    switch command {
    case .success(let command): write(ServerFrame.refused(command.id, refusal))
    case .failure(let refused): write(ServerFrame.refused(refused.id, refusal))
    }
  }

  private func run(_ command: Command) {
    switch (command.action, stage) {
    case (.pong, _): break
    case (.auth(let session, let alter), .new):
      stage = .asking
      post(
        .admit(handle, arrival, .socket, id: command.id, session: session, speakingAs: alter))
    case (.auth, _), (_, .new): write(ServerFrame.refused(command.id, .authFirst))
    default: runAdmitted(command)
    }
  }

  private func runAdmitted(_ command: Command) {
    let id = command.id
    switch command.action {
    case .join(let room, let cursor): post(.join(handle, id: id, room: room, cursor))
    case .leave(let room): post(.leave(handle, id: id, room: room))
    case .send(let send): post(.send(handle, id: id, send))
    case .history(let room, let before): post(.history(handle, id: id, room: room, before: before))
    case .presence(let alter): post(.speak(handle, id: id, speakingAs: alter))
    case .typing(let room): type(in: room)
    case .auth, .pong: break
    }
  }

  private func post(_ errand: Errand) { reach.inbox.post(errand) }

  /// Not answered: nobody waits for it.
  private func type(in room: Int64) {
    guard let speaker, seats[room] != nil, typing.take(now: .now()) == nil else { return }
    reach.street.deliver(.line(Line(room: room, ServerFrame.typing(room: room, speaker))))
  }

  // MARK: What it is told

  func hear(_ line: Line) {
    switch seats.judge(line, isWritable: isWritable) {
    case .skip: break
    case .lag: write(ServerFrame.lag)
    case .send:
      write(line.frame)
      reach.floor.note(self)
    }
  }

  func hear(_ event: LiveEvent) {}

  func take(_ letter: Letter) {
    switch letter {
    case .answer(_, let json): write(json)
    case .admitted(_, let speaker, let answer):
      stage = .admitted
      self.speaker = speaker
      write(answer)
    case .voice(_, let speaker): self.speaker = speaker
    case .seated(_, let seating): sit(seating)
    case .unseated(_, let room):
      seats[room] = nil
      reach.floor.stand(self, in: room)
    default: break
    }
    reach.floor.note(self)
  }

  private func sit(_ seating: Seating) {
    // After a lag the seat may have been given up meanwhile, or have heard part of it already.
    let isCatchingUp = seating.answer == nil
    guard !isCatchingUp || seats[seating.room] != nil else { return }
    if let answer = seating.answer { write(answer) }
    reach.floor.sit(self, in: seating.room)
    let known = isCatchingUp ? seats[seating.room]?.last : seating.missed?.first?.seq.map { $0 - 1 }
    seats[seating.room] = .init(last: seating.missed == nil ? seating.head : known ?? seating.head)
    if seating.missed == nil { write(ServerFrame.reset(room: seating.room)) }
    for line in seating.missed ?? [] { hear(line) }
    write(seating.here)
  }

  /// The way is free again: what was held back is read from the log.
  func catchUp() {
    for (room, seq) in seats.lagging { post(.catchUp(handle, room: room, after: seq)) }
  }
}
