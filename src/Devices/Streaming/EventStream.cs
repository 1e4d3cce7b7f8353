using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Fleet.Devices.Gateway;

namespace Fleet.Devices.Streaming;

/// <summary>
/// A client of /v1/streaming: authenticates, subscribes, keeps the connection alive, and after a break resumes where it
/// was. Messages go to one handler, one at a time, in the order they come.
/// </summary>
/// <param name="replay">History to begin with; null for what happens from now on.</param>
public sealed class EventStream(
    GatewayAddress gateway,
    IReadOnlyList<string> channels,
    TimeProvider time,
    Func<StreamMessage, ValueTask> onMessage,
    StreamReplay? replay = null) : IAsyncDisposable
{
    private const string MainId = "events";
    private const string CatchUpId = "catch-up";
    private static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ReconnectPause = TimeSpan.FromSeconds(1);

    private readonly StreamOffsets _offsets = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _live = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _sending = new(1);
    private StreamReplay? _replay = replay; // until it has gone live; after a break it goes on at the last moment seen
    private TaskCompletionSource<bool>? _caughtUp;
    private ClientWebSocket? _socket;
    private Task? _running;

    /// <summary>Connections made; more than one means that the stream broke and was resumed.</summary>
    public int Connections { get; private set; }

    /// <summary>True where a resume found the gap too old: events are missing.</summary>
    public bool HasGap { get; private set; }

    /// <summary>Returns once subscribed.</summary>
    /// <exception cref="GatewayException">The gateway is not there, or refuses the key or the channels.</exception>
    public async Task Start(CancellationToken cancellationToken)
    {
        _running = Run(_stop.Token);
        await Task.WhenAny(_live.Task, _running).WaitAsync(cancellationToken);
        if (_running.IsFaulted)
            await _running;
    }

    /// <summary>Runs until the gateway refuses, or <see cref="DisposeAsync"/>.</summary>
    public Task Completion => _running ?? throw new InvalidOperationException("The stream was not started.");

    /// <summary>
    /// Returns once everything that had happened when it was called has been handed to the handler. Asks for what
    /// follows the newest message seen; the gateway answers with it, in order, and says when it is through.
    /// </summary>
    /// <returns>False where the gateway could not tell (the gap is too old, or the connection broke): events may be missing.</returns>
    public async Task<bool> CatchUp(TimeSpan limit, CancellationToken cancellationToken)
    {
        var caughtUp = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _caughtUp = caughtUp;
        try
        {
            await Send(json => Subscribe(json, CatchUpId), cancellationToken);
            var complete = await caughtUp.Task.WaitAsync(limit, time, cancellationToken);
            await Send(Unsubscribe, cancellationToken);
            return complete;
        }
        catch (Exception broken) when (broken is TimeoutException or WebSocketException or InvalidOperationException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_running is not null)
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _sending.Dispose();
    }

    private async Task Run(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            using var socket = new ClientWebSocket();
            try
            {
                await socket.ConnectAsync(gateway.Streaming, cancellationToken);
                Connections++;
                _socket = socket;
                await Send(Authenticate, cancellationToken);
                await Send(json => Subscribe(json, MainId), cancellationToken);
                await using (time.CreateTimer(_ => Ping(cancellationToken), null, PingPeriod, PingPeriod))
                {
                    await Receive(socket, cancellationToken);
                }
            }
            catch (WebSocketException refused) when (Connections == 0)
            {
                throw new GatewayException($"{gateway.Streaming} cannot be opened: {refused.Message}");
            }
            catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or ObjectDisposedException)
            {
                if (cancellationToken.IsCancellationRequested)
                    return;
            }

            _socket = null;
            _caughtUp?.TrySetResult(false);
            if ((int?)socket.CloseStatus is 4001 or 4003 or 4009 or 4010)
                throw new GatewayException($"the stream was closed: {(int?)socket.CloseStatus} {socket.CloseStatusDescription}");
            await Task.Delay(ReconnectPause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Receive(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.GetMemory(1 << 14), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
                return;
            buffer.Advance(part.Count);
            if (!part.EndOfMessage)
                continue;
            using (var document = JsonDocument.Parse(buffer.WrittenMemory))
            {
                var type = document.RootElement.TryGetProperty("type", out var name) ? name.GetString() ?? "" : "";
                await Handle(new StreamMessage(type, document.RootElement, buffer.WrittenMemory));
            }

            buffer.ResetWrittenCount();
        }
    }

    private async ValueTask Handle(StreamMessage message)
    {
        switch (message.Type)
        {
            case "subscription_confirmed" when message.Text("subscription_id") == MainId:
                if (!_offsets.Any && message.Root.TryGetProperty("offsets", out var heads))
                {
                    foreach (var head in heads.EnumerateArray())
                        _offsets.See(head);
                }

                _live.TrySetResult();
                break;
            case "live":
                _replay = null;
                foreach (var place in message.Root.GetProperty("offsets").EnumerateArray())
                    _offsets.See(place);
                break;
            case "resume_complete":
                var complete = message.Root.TryGetProperty("complete", out var value) && value.ValueKind == JsonValueKind.True;
                HasGap |= !complete;
                if (message.Text("subscription_id") is null or CatchUpId)
                    _caughtUp?.TrySetResult(complete);
                break;
            case "error" when !_live.Task.IsCompleted:
                throw new GatewayException("the gateway refuses the stream: " + message.Root.GetProperty("error").GetProperty("message"));
        }

        await onMessage(message);
        if (message.Root.TryGetProperty("replay", out var history) && history.ValueKind == JsonValueKind.True)
            _replay = _replay is null ? null : _replay with { From = message.Text("timestamp") ?? _replay.From };
        else if (message.Root.TryGetProperty("offset", out var offset))
            _offsets.See(offset);
    }

    private void Authenticate(Utf8JsonWriter json)
    {
        json.WriteString("type", "auth");
        json.WriteString(gateway.IsApiKey ? "api_key" : "token", gateway.Key);
    }

    private void Subscribe(Utf8JsonWriter json, string id)
    {
        json.WriteString("type", "subscribe");
        json.WriteString("subscription_id", id);
        json.WriteStartArray("channels");
        foreach (var channel in channels)
            json.WriteStringValue(channel);
        json.WriteEndArray();
        if (_replay is { } history)
        {
            json.WriteStartObject("replay");
            json.WriteString("from", history.From);
            json.WriteNumber("speed", history.Speed);
            json.WriteEndObject();
        }
        else if (_offsets.Any)
        {
            _offsets.Write(json, "resume");
        }
    }

    private static void Unsubscribe(Utf8JsonWriter json)
    {
        json.WriteString("type", "unsubscribe");
        json.WriteString("subscription_id", CatchUpId);
    }

    /// <summary>A failed ping shows as a failed receive.</summary>
    private async void Ping(CancellationToken cancellationToken)
    {
        try
        {
            await Send(json => json.WriteString("type", "ping"), cancellationToken);
        }
        catch (Exception broken) when (broken is WebSocketException or InvalidOperationException or OperationCanceledException)
        {
        }
    }

    private async Task Send(Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        await _sending.WaitAsync(cancellationToken);
        try
        {
            var socket = _socket ?? throw new InvalidOperationException("The stream is not connected.");
            await socket.SendAsync(buffer.WrittenMemory, WebSocketMessageType.Text, true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }
}
