using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SocketIo.EngineIo;

/// <summary>
/// Where a session's packets leave: the poll that waits, or the WebSocket. Holds nothing back: while neither is there
/// the session's queue waits (<see cref="Ready"/>). From the probe of an upgrade on, polls are answered at once with a
/// noop, so that the client's polling comes to rest; the queue goes on over the WebSocket when the client says so.
/// </summary>
internal sealed class EnginePort : ISessionTransport
{
    private readonly Lock _lock = new();
    private WebSocketConnection? _socket;
    private PendingPoll? _poll;
    private TaskCompletionSource? _arrival;
    private bool _probing;
    private bool _ended;
    private byte[]? _lastWord;

    /// <summary>Whether the session is over and a poll of it still to be answered.</summary>
    public bool Lingers
    {
        get
        {
            lock (_lock)
            {
                return _lastWord is not null;
            }
        }
    }

    /// <summary>Told once nothing can leave here any more. Set by its session.</summary>
    public Action Ended { get; set; } = static () => { };

    /// <summary>No polls any more.</summary>
    public bool IsUpgraded
    {
        get
        {
            lock (_lock)
            {
                return _socket is not null;
            }
        }
    }

    public async ValueTask Ready()
    {
        while (true)
        {
            Task arrival;
            lock (_lock)
            {
                if (_ended)
                {
                    throw new IOException("The session is over.");
                }

                if (_socket is not null || _poll is not null)
                {
                    return;
                }

                _arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                arrival = _arrival.Task;
            }

            await arrival;
        }
    }

    public async ValueTask Send(ReadOnlyMemory<ReadOnlyMemory<byte>> messages)
    {
        while (true)
        {
            await Ready();
            var (socket, poll) = TakePeer();
            if (socket is not null)
            {
                await Send(socket, messages);
                return;
            }

            if (poll is not null)
            {
                await poll.Answer(EngineCodec.WritePayload(messages.Span));
                return;
            }
        }
    }

    public async ValueTask Close(int code, string reason)
    {
        WebSocketConnection? socket;
        PendingPoll? poll;
        do
        {
            await Ready();
            (socket, poll) = TakePeer();
        }
        while (socket is null && poll is null);

        if (socket is not null)
        {
            await socket.Close(code, reason);
        }
        else
        {
            await poll!.Answer(EngineCodec.Closed);
            Abort();
        }
    }

    /// <summary>Ends at once whatever waits here.</summary>
    public void Abort()
    {
        WebSocketConnection? socket;
        PendingPoll? poll;
        lock (_lock)
        {
            _ended = true;
            (socket, poll) = (_socket, _poll);
            _poll = null;
            Arrived();
        }

        poll?.GiveUp();
        socket?.Abort();
        Ended();
    }

    /// <summary>The same, but a poll that waits gets a last packet.</summary>
    /// <param name="linger">Whether the next poll gets it where none waits.</param>
    public void End(byte[] last, bool linger = false)
    {
        PendingPoll? poll;
        lock (_lock)
        {
            (poll, _poll) = (_poll, null);
            _lastWord = poll is null && linger ? last : null;
        }

        _ = Last(poll, last);
        Abort();
    }

    /// <summary>Takes a poll in.</summary>
    /// <returns>False where one waits already, or polling is over.</returns>
    public bool TryPoll(PendingPoll poll)
    {
        byte[]? word;
        lock (_lock)
        {
            (word, _lastWord) = (_lastWord, null);
            if ((_ended && word is null) || _socket is not null || _poll is not null)
            {
                return false;
            }

            if (!_probing && !_ended)
            {
                _poll = poll;
                Arrived();
                return true;
            }
        }

        _ = Last(poll, word ?? EngineCodec.Noop);
        return true;
    }

    /// <summary>A WebSocket asks whether it could take over.</summary>
    public bool TryProbe()
    {
        PendingPoll? poll;
        lock (_lock)
        {
            if (_ended || _probing || _socket is not null)
            {
                return false;
            }

            _probing = true;
            (poll, _poll) = (_poll, null);
        }

        _ = Last(poll, EngineCodec.Noop);
        return true;
    }

    /// <summary>The WebSocket did not take over after all.</summary>
    public void ProbeFailed()
    {
        lock (_lock)
        {
            _probing = false;
        }
    }

    /// <summary>From now on everything leaves by this WebSocket.</summary>
    public bool TrySwitch(WebSocketConnection socket)
    {
        lock (_lock)
        {
            if (_ended || _socket is not null)
            {
                return false;
            }

            _socket = socket;
            _probing = false;
            Arrived();
            return true;
        }
    }

    /// <summary>Texts leave together. A binary packet is a binary message without its mark.</summary>
    private static async ValueTask Send(WebSocketConnection socket, ReadOnlyMemory<ReadOnlyMemory<byte>> packets)
    {
        for (int at = 0, end; at < packets.Length; at = end)
        {
            end = at;
            while (end < packets.Length && !IsBinary(packets.Span[end]))
            {
                end++;
            }

            if (end > at)
            {
                await socket.Send(packets[at..end]);
            }
            else
            {
                await socket.SendBinary(packets.Span[end++][1..]);
            }
        }
    }

    private static bool IsBinary(ReadOnlyMemory<byte> packet) => packet.Span[0] == EngineCodec.BinaryMark;

    /// <summary>A poll leaves with what is to be sent; it is not there for anyone else.</summary>
    private (WebSocketConnection? Socket, PendingPoll? Poll) TakePeer()
    {
        lock (_lock)
        {
            var poll = _socket is null ? _poll : null;
            if (poll is not null)
            {
                _poll = null;
            }

            return (_socket, poll);
        }
    }

    private void Arrived()
    {
        _arrival?.TrySetResult();
        _arrival = null;
    }

    private static async Task Last(PendingPoll? poll, byte[] packet)
    {
        try
        {
            await (poll?.Answer(packet) ?? Task.CompletedTask);
        }
        catch (IOException)
        {
            // Its client is gone, and it was the last word anyway.
        }
    }
}
