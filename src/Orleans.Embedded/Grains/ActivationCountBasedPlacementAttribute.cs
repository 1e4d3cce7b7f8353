namespace Orleans.Placement;

/// <summary>Accepted; without effect in one process.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class ActivationCountBasedPlacementAttribute : PlacementAttribute;
