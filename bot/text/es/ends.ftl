# Lo que una persona lee sobre finales: qué se borra y cuándo, qué puede cambiar de eso, y que nadie respondió.
#
# Primero los límites; después, qué pasa y cuándo. { $day } es un día, nunca una hora: lo que acaba solo acaba de noche.

## Qué acaba y cuándo

ends-announced = El { $day } se borrará { $alias }.
ends-way = El camino de vuelta de { $alias } hasta ti acaba el { $day }. Desde entonces nadie, yo tampoco, puede responderte aquí.
ends-closed = Las palabras de { $alias }, y la línea entera, se borran el { $day }.
ends-keep = Guardar 90 días
ends-keep-spoken = Guardar { $alias } 90 días desde hoy
ends-kept = { $alias } se guarda al menos hasta el { $day }. Una semana antes de su final te lo digo.
ends-erase = Borrar ahora
ends-erase-spoken = Borrar { $alias } ahora

## Borrar ahora

ends-erase-title = Borrar ahora
ends-erase-before = Esto borra { $alias }: tus palabras, las respuestas y el camino de vuelta hasta ti. Nadie puede recuperarla, y sus seis palabras ya no la abren.
ends-erase-taken = Alguien se ha hecho cargo. Para ti acaba al pulsar; para quienes la leen, la próxima noche.
ends-erase-press = Borrarla
ends-erased = Para ti, { $alias } está borrada: tus palabras, las respuestas y el camino de vuelta hasta ti.
ends-erased-readers = Para quienes la leen acaba la noche antes de la mañana del { $day }.
ends-copies = Una copia de su clave en nuestra copia de seguridad acaba como tarde el { $day }.
ends-copies-host = Una copia de su clave está en los registros y copias de la base de datos hasta el { $day }. Acaba cuando esos desaparecen; quien lleva esta línea puede decir cuándo.
ends-elsewhere = No se borra: lo que la gente recuerda o anotó en otro sitio, lo que escribiste en este chat, tu propia copia.

## Olvídame ahora

ends-forget-title = Olvídame ahora
ends-forget-ways = Esto olvida al momento el camino de vuelta de cada una de tus líneas hasta ti. Nadie, yo tampoco, puede responderte ahí, y no puedes volver a abrirlas. Sus seis palabras ya no abren nada.
ends-forget-keys = No puedo encontrar una línea que solo abren seis palabras. Si quieres borrarla, ábrela antes así.
ends-forget-words = Lo que enviaste queda con quienes lo leen, y lo que aún espera para salir les llega. Para retirar o borrar palabras, hazlo antes.
ends-forget-drafts = Los borradores se borran.
ends-forget-joined = Dejas de contar entre quienes se unieron, así que ya no te escribo. Si el archivo de la producción te nombra, esa entrada se queda.
ends-forget-copies = Una copia de seguridad de mis claves puede guardar los caminos de vuelta hasta 7 días más. Lo que está en este chat se queda ahí.
ends-forget-press = Olvídame
ends-forget-done = Hecho. Ninguna línea lleva ya hasta ti, tus borradores están borrados y no te escribo más.

## Nadie respondió

ends-office = ¿Puedo decir a la oficina que nadie responde en esta línea? Sin palabras ni nombre; pero podrían suponer que alguien escribió.
ends-office-tell = Decirlo a la oficina
ends-office-tell-spoken = Decir a la oficina que nadie responde en { $alias }
ends-office-leave = No decirlo
ends-office-leave-spoken = No decir nada a la oficina sobre { $alias }
record-office-told = Me dejaste decir a la oficina que nadie responde. Lo sabrá en la próxima comprobación de si hay quien lea. Sin palabras ni nombre.
record-office-not-told = Me pediste no decir a la oficina que nadie responde.
record-prolonged = Me pediste guardarla 90 días más.

## Lo que se dice a todo el mundo

ends-news-reader-joins = Desde el { $day } también lee { $reader }. Lo que se envió antes le sigue cerrado.
ends-news-reader-first = Desde el { $day } lee { $reader }.
ends-news-reader-leaves = Desde el { $day } ya no lee { $reader }.
ends-news-no-reader-today = Hoy, { $day }, nadie que lee aquí está de turno. Lo que envíes espera al próximo turno; «Ahora» sigue llamando a todas las personas que leen.

## Todavía no lee nadie

nobody-reads = Todavía no lee nadie aquí, así que no puedo enviar tus palabras a nadie. «{ write-keep }» las guarda solo para ti. La ayuda de fuera está más abajo.
nobody-reads-not-sent = Todavía no lee nadie aquí, así que no he enviado nada. Tus palabras siguen aquí, para copiarlas o guardarlas.
