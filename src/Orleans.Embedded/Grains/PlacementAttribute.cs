namespace Orleans.Placement;

/// <summary>Says where activations go. With one silo there is one place.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public abstract class PlacementAttribute : Attribute
{
    private protected PlacementAttribute() { }
}
