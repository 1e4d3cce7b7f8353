using System.Collections.Concurrent;

namespace Fleet.Alerts;

/// <summary>A channel that notes what it is given, and answers as a test wants.</summary>
public sealed class RecordingChannel(AlertChannel channel) : INotificationChannel
{
    private readonly ConcurrentQueue<ChannelMessage> _messages = new();

    public AlertChannel Channel => channel;

    /// <summary>By organization; delivered where nothing is set.</summary>
    public ConcurrentDictionary<string, Func<ChannelMessage, Task<DeliveryResult>>> Answers { get; } = new();

    public IReadOnlyList<ChannelMessage> Of(string organization) => [.. _messages.Where(m => m.OrganizationId == organization)];

    public async Task<DeliveryResult> Deliver(ChannelMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        _messages.Enqueue(message);
        return Answers.TryGetValue(message.OrganizationId, out var answer) ? await answer(message) : new DeliveryResult { Key = message.Key };
    }

    public static RecordingChannel[] All() => [.. Enum.GetValues<AlertChannel>().Select(c => new RecordingChannel(c))];
}
