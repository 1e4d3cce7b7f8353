namespace Fleet.Gateway.Subscriptions;

/// <summary>Why a session is given the present state.</summary>
public enum SubscriptionStart
{
    /// <summary>It subscribed.</summary>
    Fresh,

    /// <summary>It asked to resume, and what it missed cannot be had in full.</summary>
    NotResumable,

    /// <summary>The line broke while it was live.</summary>
    Gap,
}
