namespace Orleans.Embedded.Activations;

/// <summary>The life of an activation, in this order.</summary>
internal enum ActivationState : byte
{
    /// <summary>In the directory, holding calls; no grain object yet.</summary>
    Created,

    /// <summary>State is being read and OnActivateAsync runs.</summary>
    Activating,

    /// <summary>Serves calls.</summary>
    Valid,

    /// <summary>Running calls finish, then OnDeactivateAsync runs; waiting calls are held for the next activation.</summary>
    Deactivating,

    /// <summary>Out of the directory; takes no more calls.</summary>
    Invalid,
}
