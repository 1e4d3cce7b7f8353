using Fleet.Webhooks;

namespace Fleet.Alerts.Channels;

/// <summary>Somebody who sends short messages for us.</summary>
public interface ISmsProvider
{
    /// <summary>Whether there is one.</summary>
    bool Exists { get; }

    /// <param name="key">The same on every attempt.</param>
    /// <param name="to">A number in E.164 form.</param>
    Task<OutboundAnswer> Send(string key, string to, string text, CancellationToken cancellationToken);
}
