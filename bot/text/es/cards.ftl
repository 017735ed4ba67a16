# Lo que queda en un chat. Nada de esto puede decir más que hay algo.
note-for-you = Ghostlight: una nota para ti
note-open = Abrir
note-now = Ahora
door-notice = Ghostlight: preguntar o decir algo, con discreción
door-what = Una línea discreta para cualquier persona de { $production }. Pulsa aquí para preguntar o contar algo sin tu nombre.
door-private = Solo tú ves lo que se abre, y nadie en este canal ve que has pulsado. Nada de lo que escribas queda aquí.
door-now = «{ note-now }» es para lo que no puede esperar. En caso de peligro, llama al número de emergencias; en un set cerrado di alto o levanta la mano.
coordination = Ghostlight: coordinación
coordination-urgent = Ghostlight: urgente
coordination-desk = Abrir la mesa
card-urgency = Cuándo
card-due = Que alguien se ocupe antes de
card-due-taken = Responder antes de
card-state = Estado
card-again = Nota
card-again-after-restart = esta tarjeta puede estar aquí dos veces, tras un reinicio
card-news = Nuevo
card-news-something = Hay algo nuevo que leer
card-open = Abrir
card-open-spoken = Abrir { $alias }
urgency-now = ahora
urgency-before-scene = antes de una escena
urgency-today = hoy
urgency-soon = en los próximos días
urgency-record = una nota con fecha
card-state-released = no la lleva nadie
card-state-opened = abierta, aún sin respuesta
card-state-taken = alguien se ocupa
card-state-talking = en conversación
card-state-agreed = hay algo acordado
card-state-resting = en reposo
card-state-withdrawn = retirada
card-state-closed = cerrada
card-state-reopened = abierta de nuevo
choose-title = ¿Qué producción?
choose-production = Este Ghostlight sirve a más de una producción. ¿A cuál te refieres?
choose-label = Producción
choose-words = Lo que has escrito
choose-next = Seguir
choose-none = { $platform ->
    [discord] No conozco ninguna producción en este servidor, ni te conozco de ninguna otra, así que desde aquí no puedo hacer llegar nada. Si formas parte de una, escríbeme en un servidor suyo. Quien me administra también puede hacer que trabaje para ella aquí. En caso de peligro, llama al número de emergencias.
   *[other] No conozco ninguna producción en este espacio de trabajo, ni te conozco de ninguna otra, así que desde aquí no puedo hacer llegar nada. Si formas parte de una, escríbeme en un espacio de trabajo suyo. Quien me administra también puede hacer que trabaje para ella aquí. En caso de peligro, llama al número de emergencias.
}
choose-none-copy = Sin enviar. Tus palabras, para copiarlas
