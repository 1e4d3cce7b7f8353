namespace Fleet.Gateway.Ingest.Sockets;

/// <summary>Why a message is not acknowledged and has to come again.</summary>
internal enum SlowDownReason
{
    /// <summary>The key has used up its positions a second. Nothing of it was taken.</summary>
    Rate,

    /// <summary>The database or the fleet cannot follow. Positions of other vehicles in it may have been taken.</summary>
    Busy,

    /// <summary>Some of it may have been taken and some not, which cannot be known now.</summary>
    Unavailable,

    /// <summary>A message before it has to come again first, so that no vehicle's order is lost. Nothing of it was taken.</summary>
    Order,
}
