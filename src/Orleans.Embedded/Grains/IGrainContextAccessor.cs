namespace Orleans.Runtime;

/// <summary>Finds the activation on whose scheduler the caller runs.</summary>
public interface IGrainContextAccessor
{
    IGrainContext GrainContext { get; }
}
