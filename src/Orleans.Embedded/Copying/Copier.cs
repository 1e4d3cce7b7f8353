namespace Orleans.Embedded.Copying;

/// <summary>Deep-copies values of one type. Stateless and shared by all threads.</summary>
internal abstract class Copier
{
    /// <summary>True if values are shared, not copied.</summary>
    public virtual bool Shares => false;

    public abstract object CopyObject(object value, CopyContext context);
}
