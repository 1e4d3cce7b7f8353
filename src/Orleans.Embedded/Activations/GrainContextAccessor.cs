using Orleans.Runtime;

namespace Orleans.Embedded.Activations;

internal sealed class GrainContextAccessor : IGrainContextAccessor
{
    public IGrainContext GrainContext => Activation.OfCaller!;
}
