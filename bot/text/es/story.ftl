# La barra que cuenta una historia encima del set. Lo que pasa en cada historia está al lado de esta carpeta, en
# stories/*.toml.

story-bar = Una historia, paso a paso
story-count = { $steps ->
    [one] Un paso
   *[other] { $steps } pasos
}
story-step = Paso { $step } de { $steps }
story-end = Esta era la historia.
story-next = Siguiente
story-play = Reproducir
story-pause = Pausa
story-again = Desde el inicio
story-again-how = Lo que ha pasado en este set no se puede deshacer. Cierra la demo con Ctrl+C y ábrela otra vez: { $command }
story-interrupted = Esta página se abrió de nuevo en mitad de la historia, y una historia no se retoma. Cierra la demo con Ctrl+C y ábrela otra vez.
story-needs-script = Una historia avanza sola y necesita que esta página pueda usar scripts. El set funciona sin ellos.
story-proved = { $count ->
    [one] En este paso se ha comprobado una cosa, y es así.
   *[other] En este paso se han comprobado { $count } cosas, y son así.
}
story-lost = No se llega al set. Abre la demo otra vez.

## Cuando un paso no se cumple. Dicen el paso, el panel y lo que se buscaba.

story-fault = El paso { $step } no se ha cumplido. { $what }
story-fault-act = El panel «{ $pane }» no ofrece esto: «{ $what }»
story-fault-seen = El panel «{ $pane }» no dice esto: «{ $what }»
story-fault-unseen = El panel «{ $pane }» dice esto, y no debe: «{ $what }»
story-fault-same = Esto ha cambiado, y no debe: «{ $what }»
story-fault-time = No se ha podido mover la hora del set: «{ $what }»
