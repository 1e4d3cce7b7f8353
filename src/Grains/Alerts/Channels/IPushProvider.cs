using Fleet.Webhooks;

namespace Fleet.Alerts.Channels;

/// <summary>Somebody who reaches devices for us.</summary>
public interface IPushProvider
{
    /// <summary>Whether there is one.</summary>
    bool Exists { get; }

    /// <param name="key">The same on every attempt.</param>
    /// <param name="device">As the provider names it.</param>
    /// <param name="data">For the program on the device.</param>
    Task<OutboundAnswer> Send(string key, string device, string title, string body, IReadOnlyDictionary<string, string> data, CancellationToken cancellationToken);
}
