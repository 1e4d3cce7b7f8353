namespace Fleet.Alerts;

/// <summary>One way out. Singletons of the silo; safe for concurrent use.</summary>
public interface INotificationChannel
{
    AlertChannel Channel { get; }

    /// <summary>Makes one attempt. Bounded in time by itself and by the token.</summary>
    /// <returns>What came of it; never throws for what the other side does.</returns>
    Task<DeliveryResult> Deliver(ChannelMessage message, CancellationToken cancellationToken);
}
